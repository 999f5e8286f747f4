import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { gateOf, patience } from './support/gate-of.js'
import { task } from './support/told-task.js'

const settled = () => sleep(5)

test('at a slow pace only as many wait as can have their turn in time; at a quick one as many as ever', async () => {
  const enter = gateOf({ capacity: 1, queueLength: 1_000, deadlineMs: 1_000, graceMs: 200 })
  const inARow = async (count: number, ms: number) => {
    for (let done = 0; done < count; done += 1) await enter(() => sleep(ms))
  }
  const atOnce = async (ms: number) => {
    const ends = await Promise.allSettled(Array.from({ length: 100 }, () => enter(() => sleep(ms))))
    return ends.filter(({ status }) => status === 'rejected').length
  }
  await inARow(20, 100)
  const start = performance.now()
  assert.ok((await atOnce(100)) >= 80)
  assert.ok(performance.now() - start < 5_000)
  await inARow(100, 1)
  assert.equal(await atOnce(1), 0)
})

test('while work is stuck, as much runs beside it, and no more than the reserve', async () => {
  const enter = gateOf({
    capacity: 3,
    reserve: 2,
    stuckMs: 50,
  })
  const stuck = [task(), task(), task()]
  const stuckEnds = stuck.map(({ work }) => enter(work))
  const others = Array.from({ length: 6 }, task)
  const otherEnds = others.map(({ work }) => enter(work))
  const started = () => others.filter(({ state }) => state.hasStarted).length
  assert.equal(started(), 0)
  await sleep(200)
  assert.equal(started(), 2, 'the reserve')
  others[0]?.finish('served')
  await settled()
  assert.equal(started(), 3, 'each place of the reserve serves one after the other')
  assert.equal(enter.load().running, 5)
  for (const { finish } of [...stuck, ...others]) finish('done')
  await Promise.all([...stuckEnds, ...otherEnds])
  assert.deepEqual(enter.load(), { running: 0, waiting: 0 })
  const fresh = Array.from({ length: 4 }, task)
  const freshEnds = fresh.map(({ work }) => enter(work))
  assert.equal(enter.load().running, 3, 'nothing is stuck any more')
  for (const { finish } of fresh) finish('done')
  await Promise.all(freshEnds)
})

test('while work is stuck nobody shares a place, lest it hold up more of them', async () => {
  const enter = gateOf({
    capacity: 2,
    reserve: 1,
    stuckMs: 50,
    sharing: { most: 8, mostAtOnce: 100, togetherMs: patience, patienceMs: 0 },
  })
  const stuck = [task(), task()]
  const ends = stuck.map(({ work }) => enter(work, true))
  const others = Array.from({ length: 4 }, task)
  ends.push(...others.map(({ work }) => enter(work)))
  await sleep(200)
  assert.equal(others.filter(({ state }) => state.hasStarted).length, 1)
  for (const { finish } of [...stuck, ...others]) finish('done')
  await Promise.all(ends)
})

test('a standstill of some hundred milliseconds turns nobody away who can be served in time', async () => {
  const enter = gateOf({ capacity: 4, queueLength: 200, deadlineMs: 2_000, graceMs: 200 })
  for (let done = 0; done < 50; done += 1) await enter(() => sleep(1))
  const still = sleep(600)
  const ends = Array.from({ length: 4 }, () => enter(() => still))
  for (let more = 0; more < 150; more += 1) ends.push(enter(() => sleep(2)))
  await still
  for (let more = 0; more < 20; more += 1) {
    ends.push(enter(() => sleep(2)))
    await sleep(1)
  }
  await Promise.all(ends)
})
