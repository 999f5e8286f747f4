import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { gateOf } from './support/gate-of.js'
import { recordedMeter } from './support/recorded-meter.js'
import { rejection } from './support/rejection.js'

const work = () => {
  const { promise, resolve } = Promise.withResolvers<void>()
  return { end: resolve, run: () => promise }
}

test('the gate tells how many run and wait, how long each waited, and who found no room', async () => {
  const { meter, waits, causes } = recordedMeter()
  const enter = gateOf({ capacity: 1, queueLength: 1, deadlineMs: 60_000, graceMs: 0, meter })
  assert.deepEqual(enter.load(), { running: 0, waiting: 0 })
  const [first, second] = [work(), work()]
  const ends = [enter(first.run), enter(second.run)]
  assert.deepEqual(enter.load(), { running: 1, waiting: 1 })
  await rejection(enter(first.run))
  await sleep(20)
  first.end()
  await ends[0]
  await sleep(5)
  assert.deepEqual(enter.load(), { running: 1, waiting: 0 })
  second.end()
  await ends[1]
  await sleep(5)
  assert.deepEqual(enter.load(), { running: 0, waiting: 0 })
  assert.deepEqual(causes, ['queue-full'])
  const [alone = 1, behindAnother = 0, ...others] = waits
  assert.deepEqual(others, [])
  assert.ok(
    behindAnother >= 0.015 && alone < behindAnother,
    `${alone} s alone, ${behindAnother} s behind another`,
  )
})

test('the gate tells work whose deadline came while it ran from work that never ran', async () => {
  const { meter, waits, causes } = recordedMeter()
  const enter = gateOf({ capacity: 1, queueLength: 1, deadlineMs: 40, graceMs: 30, meter })
  const slow = work()
  const running = rejection(
    enter(({ timeLeft }) => {
      timeLeft()
      return slow.run()
    }),
  )
  const waiting = rejection(enter(slow.run))
  await Promise.all([running, waiting])
  assert.deepEqual(causes, ['deadline-waiting', 'deadline-running'])
  assert.equal(waits.length, 1)
  assert.deepEqual(enter.load(), { running: 1, waiting: 0 }, 'what runs late keeps its place')
  slow.end()
  await sleep(5)
  assert.deepEqual(enter.load(), { running: 0, waiting: 0 })
})
