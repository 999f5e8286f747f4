import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { StorageUnavailable } from '@taskport/domain'
import { waitingForLock } from './support/backends.js'
import { countOutcomes } from './support/count-outcomes.js'
import { holdOwner } from './support/hold-owner.js'
import { newTask } from './support/new-task.js'
import { openTasks } from './support/open-tasks.js'
import { rejection } from './support/rejection.js'
import { waitUntil } from './support/wait-until.js'

const poolSize = 4
const { tasks, url, close } = await openTasks({ poolSize, deadlineMs: 3_000 })
after(close)

const insertions = (ownerId: string, count: number) =>
  countOutcomes(Array.from({ length: count }, () => tasks.insert(newTask(ownerId))))

await tasks.insert(newTask('slow'))
await tasks.insert(newTask('quick'))

test('a statement slower than the deadline is given up, and its owner is served again once it can be', async () => {
  const holder = await holdOwner(url, 'slow')
  after(holder.letGo)
  const start = performance.now()
  assert.ok((await rejection(tasks.insert(newTask('slow')))) instanceof StorageUnavailable)
  assert.ok(performance.now() - start < 10_000)
  assert.deepEqual(await insertions('quick', 20), { served: 20, unavailable: 0, other: [] })
  await holder.letGo()
  await waitUntil(async () => (await insertions('slow', 1)).served === 1)
})

test('as many slow statements as the pool has places stop nothing for good', async () => {
  const holder = await holdOwner(url, 'slow')
  after(holder.letGo)
  const slow = await insertions('slow', 3 * poolSize)
  assert.deepEqual(slow, { served: 0, unavailable: 3 * poolSize, other: [] })
  await waitUntil(async () => (await insertions('quick', 1)).served === 1)
  await holder.letGo()
  await waitUntil(async () => (await insertions('slow', 1)).served === 1)
})

test('afterwards the pool serves as many at once as before', async () => {
  const holder = await holdOwner(url, 'slow')
  after(holder.letGo)
  const calls = insertions('slow', 3 * poolSize)
  // More of them, once these count as stuck.
  await waitUntil(async () => (await waitingForLock(url)) >= poolSize)
  await holder.letGo()
  assert.equal((await calls).served, 3 * poolSize)
})
