import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { REFRESH_AGE_MS, RELOAD_INTERVAL_MS, refreshedKeySet, STALE_AGE_MS } from '../src/jwks/key-set.js'

/** A key set whose loads are counted as they begin, and end with `answer`; it has been loaded once. */
const openKeySet = async () => {
  const clock = { now: 5_000 }
  const loads = { begun: 0, answer: async (): Promise<readonly [] | 'key-set-unreachable'> => [] }
  const set = refreshedKeySet({
    load: () => {
      loads.begun += 1
      return loads.answer()
    },
    now: () => clock.now,
    onFailure: () => {},
  })
  await set.ready()
  assert.equal(loads.begun, 1)
  return { set, clock, loads }
}

describe('keys are loaded again by their age', () => {
  test('young ones are not, however often they are asked for', async () => {
    const { set, clock, loads } = await openKeySet()
    for (const age of [0, RELOAD_INTERVAL_MS, REFRESH_AGE_MS - 1]) {
      clock.now = 5_000 + age
      await set.ready()
      assert.equal(loads.begun, 1, `${age} ms`)
    }
  })

  test('older ones are, and nobody waits for it', async () => {
    const { set, clock, loads } = await openKeySet()
    loads.answer = () => new Promise(() => {})
    clock.now += REFRESH_AGE_MS
    await set.ready()
    assert.equal(loads.begun, 2)
  })

  test('stale ones are, and everybody waits for it', async () => {
    const { set, clock, loads } = await openKeySet()
    const loaded = Promise.withResolvers<readonly []>()
    loads.answer = () => loaded.promise
    clock.now += STALE_AGE_MS
    let isReady = false
    const ready = set.ready().then(() => {
      isReady = true
    })
    await new Promise(setImmediate)
    assert.deepEqual([loads.begun, isReady], [2, false])
    loaded.resolve([])
    await ready
  })

  test('a load that failed is not tried again before its time, nor waited for', async () => {
    const { set, clock, loads } = await openKeySet()
    loads.answer = async () => 'key-set-unreachable'
    clock.now += STALE_AGE_MS
    await set.ready()
    assert.deepEqual([loads.begun, set.failure()], [2, 'key-set-unreachable'])
    clock.now += RELOAD_INTERVAL_MS - 1
    await set.ready()
    assert.equal(loads.begun, 2)
    clock.now += 1
    await set.ready()
    assert.equal(loads.begun, 3)
  })
})
