import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { setImmediate as settled } from 'node:timers/promises'
import { pino } from 'pino'
import { startRegularPurge } from '../src/regular-purge.js'
import { at } from './support/at.js'

const hourMs = 3_600_000

/** A purge that answers what it is told to, and notes how often it was called. */
const openPurge = (t: TestContext, answer: (call: number) => Promise<number>) => {
  t.mock.timers.enable({ apis: ['setInterval'] })
  const lines: unknown[] = []
  const logger = pino({ base: null }, { write: (line) => lines.push(JSON.parse(line)) })
  const told: unknown[] = []
  let calls = 0
  const purge = startRegularPurge(
    (command) => {
      assert.equal(command?.days, 7)
      calls += 1
      return answer(calls)
    },
    {
      days: 7,
      logger,
      meter: { purged: (tasks) => told.push(tasks), failed: () => told.push('failed') },
    },
  )
  return { ...purge, calls: () => calls, lines, told }
}

test('It purges at once and every hour, and says how many when there were any', async (t) => {
  const purge = openPurge(t, async (call) => (call === 2 ? 3 : 0))
  assert.equal(purge.calls(), 1)
  await settled()
  for (const calls of [2, 3]) {
    t.mock.timers.tick(hourMs)
    await settled()
    assert.equal(purge.calls(), calls)
  }
  assert.deepEqual(
    purge.lines.map((line) => [at(line, 'purged'), at(line, 'days')]),
    [[3, 7]],
  )
  assert.deepEqual(purge.told, [0, 3, 0])
  await purge.stop()
  t.mock.timers.tick(10 * hourMs)
  await settled()
  assert.equal(purge.calls(), 3)
})

test('One that fails is logged, and the next hour tries again', async (t) => {
  const purge = openPurge(t, async (call) => {
    if (call === 1) throw new Error('away')
    return 0
  })
  await settled()
  assert.match(
    JSON.stringify(purge.lines),
    /"away".*The trash could not be emptied; the next try is in an hour/,
  )
  t.mock.timers.tick(hourMs)
  await settled()
  assert.equal(purge.calls(), 2)
  await purge.stop()
})

test('One that takes hours holds the next ones back, and stopping waits for it alone', async (t) => {
  const { promise, resolve } = Promise.withResolvers<number>()
  const purge = openPurge(t, () => promise)
  t.mock.timers.tick(hourMs)
  await settled()
  assert.equal(purge.calls(), 1)
  let hasStopped = false
  const stopped = purge.stop().then(() => {
    hasStopped = true
  })
  await settled()
  assert.equal(hasStopped, false)
  resolve(0)
  await stopped
  assert.equal(purge.calls(), 1)
})
