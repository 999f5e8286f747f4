import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { newCaller } from './support/caller.js'
import { member } from './support/member.js'
import { openStage } from './support/stage.js'

const deadlineMs = 500
const stage = await openStage({ deadlineMs })
after(() => stage[Symbol.asyncDispose]())
const { network, url, api } = stage
const rounds = 10

test('a reply lost after the commit is told as unknown, and the same creation again finds the one task', async () => {
  const caller = newCaller(api.address)
  for (let round = 0; round < rounds; round += 1) {
    // A connection that has been used is used again.
    assert.equal((await caller.ask('GET', '/api/tasks?limit=1')).status, 200)
    network.lose('toClient')
    const id = randomUUID()
    const lost = await caller.create(id)
    assert.deepEqual([lost.status, lost.code], [503, 'OUTCOME_UNKNOWN'])
    assert.match(String(lost.answer.headers['retry-after']), /^[1-9]\d*$/)
    // The others lose their replies as well.
    network.cut()
    assert.equal(await caller.stored(url), round + 1, 'it was stored all the same')
    const again = await caller.create(id)
    assert.equal(again.status, 200)
    assert.equal(member(again.answer.body, 'data', 'id'), id)
  }
  await sleep(2 * deadlineMs)
  assert.equal(await caller.stored(url), rounds)
})

test('a read whose reply is lost is only unavailable', async () => {
  const caller = newCaller(api.address)
  assert.equal((await caller.ask('GET', '/api/tasks')).status, 200)
  network.lose('toClient')
  const { status, code } = await caller.ask('GET', '/api/tasks')
  assert.deepEqual([status, code], [503, 'SERVICE_UNAVAILABLE'])
  network.cut()
  assert.equal((await caller.ask('GET', '/api/tasks')).status, 200)
})
