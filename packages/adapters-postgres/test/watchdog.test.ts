import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { watchdog } from '../src/connection/watchdog.js'

const counted = () => {
  let times = 0
  const dog = watchdog(() => {
    times += 1
  })
  return { dog, times: () => times }
}

test('an answer that does not come is given up once', async () => {
  const { dog, times } = counted()
  dog.expect(20)
  await sleep(200)
  assert.equal(times(), 1)
})

test('answers that come in time are not given up, however long all of them take', async () => {
  const { dog, times } = counted()
  for (let answer = 0; answer < 10; answer += 1) {
    dog.expect(2_000)
    await sleep(10)
    dog.rest()
  }
  dog.expect(20)
  dog.rest()
  await sleep(200)
  assert.equal(times(), 0)
  dog.stop()
})

test('an answer that is due sooner than one before is given up in its time', async () => {
  const { dog, times } = counted()
  dog.expect(60_000)
  dog.rest()
  dog.expect(20)
  await sleep(200)
  assert.equal(times(), 1)
})

test('an answer that is due sooner than one for which the timer was wound again is given up in its time', async () => {
  const { dog, times } = counted()
  dog.expect(20)
  dog.rest()
  dog.expect(60_000)
  await sleep(100)
  dog.rest()
  dog.expect(20)
  await sleep(200)
  assert.equal(times(), 1)
})

test('a later answer of many is given up too', async () => {
  const { dog, times } = counted()
  dog.expect(20)
  dog.rest()
  dog.expect(100)
  await sleep(500)
  assert.equal(times(), 1)
})

test('nothing is given up behind the end', async () => {
  const { dog, times } = counted()
  dog.expect(20)
  dog.stop()
  await sleep(200)
  assert.equal(times(), 0)
})
