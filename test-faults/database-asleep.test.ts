import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { endSessions } from './support/backends.js'
import { newCaller } from './support/caller.js'
import { openStage } from './support/stage.js'
import { until } from './support/until.js'

const stage = await openStage({ deadlineMs: 5_000 })
after(() => stage[Symbol.asyncDispose]())
const { network, url, api, deadlineMs } = stage
const toleranceMs = 1_000

/** The server ends idle sessions (57P01) and takes so long to answer the next connection. */
const fallAsleep = async (wakeMs: number) => {
  await newCaller(api.address).create()
  await endSessions(url)
  network.sleep(wakeMs)
}

for (const wakeMs of [500, 2_000]) {
  test(`a database that needs ${wakeMs} ms to wake answers the first requests`, async () => {
    await fallAsleep(wakeMs)
    const caller = newCaller(api.address)
    const first = await Promise.all(Array.from({ length: 30 }, () => caller.create()))
    for (const { status, ms } of first) {
      assert.equal(status, 201)
      assert.ok(ms < wakeMs + toleranceMs, `${ms} ms`)
    }
    assert.ok(Math.max(...first.map(({ ms }) => ms)) >= wakeMs - 50)
    assert.equal(await caller.stored(url), 30)
  })
}

test('one that needs longer than the deadline answers 503, stores nothing later, and serves once it is awake', async () => {
  await fallAsleep(8_000)
  const caller = newCaller(api.address)
  for (const { status, code, ms } of await Promise.all(Array.from({ length: 30 }, () => caller.create()))) {
    assert.deepEqual([status, code], [503, 'SERVICE_UNAVAILABLE'])
    assert.ok(ms < deadlineMs + toleranceMs, `${ms} ms`)
  }
  const other = newCaller(api.address)
  await until(async () => (await other.create()).status === 201)
  await sleep(deadlineMs)
  assert.equal(await caller.stored(url), 0)
})
