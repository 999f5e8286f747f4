import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { runSql as sql } from '@taskport/adapters-postgres/testing'
import { countOutcomes } from './support/count-outcomes.js'
import { newTask } from './support/new-task.js'
import { openTasksThroughProxy } from './support/open-tasks.js'
import { terminateBackends } from './support/terminate-backends.js'

const poolSize = 5
const deadlineMs = 1_000
const { tasks, ping, url, network, close } = await openTasksThroughProxy({ poolSize, deadlineMs })
after(close)

const unexpected: unknown[] = []
process.on('uncaughtException', (error) => unexpected.push(error))
process.on('unhandledRejection', (error) => unexpected.push(error))

const hundred = (ownerId: string) => Array.from({ length: 100 }, () => tasks.insert(newTask(ownerId)))

const stored = async (ownerId: string) =>
  Number((await sql(url, 'select count(*) from tasks where user_id = $1', [ownerId]))[0]?.count)

const untilServed = async () => {
  const start = performance.now()
  for (;;) {
    try {
      await ping()
      return
    } catch (error) {
      if (performance.now() - start > 10_000) throw error
      await sleep(20)
    }
  }
}

const fullService = async (ownerId: string) => {
  assert.deepEqual(await countOutcomes(hundred(ownerId)), { served: 100, unavailable: 0, other: [] })
  assert.equal(await stored(ownerId), 100)
}

test('a hundred insertions while the server refuses connections all fail, and none is stored later', async () => {
  await untilServed()
  await network.refuse()
  const start = performance.now()
  const counts = await countOutcomes(hundred('refused'))
  assert.deepEqual(counts, { served: 0, unavailable: 100, other: [] })
  assert.ok(performance.now() - start < deadlineMs + 4_000)
  await network.pass()
  await untilServed()
  await sleep(2 * deadlineMs)
  assert.equal(await stored('refused'), 0)
  await fullService('after the refusal')
})

test('a hundred insertions into silence all fail at the deadline, and none is stored later', async () => {
  await untilServed()
  await network.swallow()
  const start = performance.now()
  const counts = await countOutcomes(hundred('swallowed'))
  assert.deepEqual(counts, { served: 0, unavailable: 100, other: [] })
  assert.ok(performance.now() - start < deadlineMs + 4_000)
  await network.pass()
  await untilServed()
  await sleep(3 * deadlineMs)
  assert.equal(await stored('swallowed'), 0)
  await fullService('after the silence')
})

test('connections ended by the server while idle cost nothing', async () => {
  await fullService('before the ending')
  await terminateBackends(url)
  await sleep(200)
  await fullService('after the ending')
})

test('connections cut under load: what was served is stored once, the rest is told, then all is well', async () => {
  const calls: Promise<unknown>[] = []
  const ids: string[] = []
  for (let round = 0; round < 20; round += 1) {
    for (let number = 0; number < 10; number += 1) {
      const task = newTask('cut')
      const call = tasks.insert(task).then(() => ids.push(task.id))
      call.catch(() => {})
      calls.push(call)
    }
    if (round % 5 === 2) network.cut()
    if (round % 5 === 4) {
      await terminateBackends(url)
    }
    await sleep(5)
  }
  const counts = await countOutcomes(calls)
  assert.deepEqual(counts.other, [])
  assert.equal(counts.served, ids.length)
  const rows = await sql(url, "select id from tasks where user_id = 'cut'")
  const kept = new Set(rows.map(({ id }) => id))
  assert.deepEqual(
    ids.filter((id) => !kept.has(id)),
    [],
    'what was acknowledged is stored',
  )
  await untilServed()
  await fullService('after the cuts')
})

test('half-open idle connections: the first calls fail at the deadline, the next are served', async () => {
  await fullService('before the partition')
  await network.swallow()
  await network.pass()
  await countOutcomes(hundred('partition'))
  await untilServed()
  await fullService('after the partition')
})

test('nothing was thrown where nobody catches it', async () => {
  await sleep(1_500)
  assert.deepEqual(unexpected, [])
})
