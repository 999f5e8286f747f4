import assert from 'node:assert/strict'
import { test } from 'node:test'
import { paceOf } from '../src/connection/pace.js'

const reserveOf = (capacity: number) => Math.floor(capacity / 2)

const after = (capacity: number, ...runs: readonly (readonly [times: number, ms: number])[]) => {
  const pace = paceOf(capacity, reserveOf(capacity))
  for (const [times, ms] of runs) for (let done = 0; done < times; done += 1) pace.done(ms)
  return pace
}

test('before anything was done, nothing is too slow', () => {
  assert.equal(paceOf(10, 5).isTooSlow(500, 1), false)
})

test('so many that wait are too many when their rounds take longer than they have', () => {
  const pace = after(10, [200, 100])
  assert.equal(pace.isTooSlow(490, 5_000), false)
  assert.equal(pace.isTooSlow(510, 5_000), true)
})

test('one standstill makes all late that run in it, and turns nobody away after it', () => {
  for (const capacity of [1, 3, 10]) {
    const pace = after(capacity, [20 * capacity, 5], [capacity, 3_000])
    assert.equal(pace.isTooSlow(50 * capacity, 5_000), false)
  }
})

test('nor does one that lasted until others ran beside what was stuck in it', () => {
  for (const capacity of [1, 3, 10]) {
    const pace = after(capacity, [20 * capacity, 5], [capacity + reserveOf(capacity), 3_000])
    assert.equal(pace.isTooSlow(50 * capacity, 5_000), false)
  }
})

test('what stays slow is believed soon, and so is what is quick again', () => {
  const slowed = after(10, [200, 5], [40, 500])
  assert.equal(slowed.isTooSlow(300, 5_000), true)
  const mended = after(10, [200, 500], [40, 5])
  assert.equal(mended.isTooSlow(500, 5_000), false)
})

test('every third piece of work being slow counts', () => {
  const pace = paceOf(10, 5)
  for (let done = 0; done < 300; done += 1) pace.done(done % 3 === 0 ? 1_500 : 5)
  assert.equal(pace.isTooSlow(500, 5_000), true)
})
