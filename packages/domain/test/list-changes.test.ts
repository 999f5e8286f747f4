import assert from 'node:assert/strict'
import { test } from 'node:test'
import { applyChanges, daysBefore, type SyncMark, type Task, TaskError, taskUseCases } from '@taskport/domain'
import { inMemoryPorts } from '@taskport/domain/in-memory'

const gone = new TaskError({ code: 'CHANGES_GONE' })

const openOwner = () => {
  const ports = inMemoryPorts()
  const useCases = taskUseCases(ports)
  const purgeAll = taskUseCases({ ...ports, now: () => daysBefore(ports.now(), -31) }).purgeTrash
  return {
    purgeAll,
    create: async (title: string) => (await useCases.createTask({ ownerId: 'alice', title })).task,
    remove: async ({ id }: Task) =>
      (await useCases.deleteTask({ key: { ownerId: 'alice', taskId: id } })).task,
    changes: (since?: SyncMark, limit?: number) => useCases.listChanges({ ownerId: 'alice', since, limit }),
  }
}

test('a client that applies every page holds what is stored', async () => {
  const { create, remove, changes } = openOwner()
  const tasks = [await create('a'), await create('b'), await create('c')]
  let known: ReadonlyMap<string, Task> = new Map()
  let since: SyncMark | undefined
  for (let page = 0; page < 3; page += 1) {
    const answer = await changes(since, 1)
    assert.equal(answer.hasMore, page < 2)
    known = applyChanges(known, answer.tasks)
    since = answer.since
  }
  assert.deepEqual([...known.values()], tasks)
  const deleted = await remove(tasks[1] ?? (await create('unreachable')))
  const answer = await changes(since)
  assert.deepEqual(answer.tasks, [deleted])
  assert.deepEqual((await changes(answer.since)).tasks, [])
})

test('a mark from before a forgotten deletion is refused; starting over works', async () => {
  const { create, remove, changes, purgeAll } = openOwner()
  const task = await create('a')
  const { since } = await changes()
  await remove(task)
  const { since: afterDeletion } = await changes()
  await purgeAll()
  await assert.rejects(changes(since), gone)
  assert.deepEqual((await changes(afterDeletion)).tasks, [], 'who has seen the deletion goes on')
  const fresh = await changes()
  assert.deepEqual(fresh.tasks, [])
  assert.deepEqual((await changes(fresh.since)).tasks, [])
})

test('a first synchronisation is not refused for what was forgotten before it began', async () => {
  const { create, remove, changes, purgeAll } = openOwner()
  const kept = [await create('a'), await create('b')]
  await remove(await create('c'))
  await purgeAll()
  const first = await changes(undefined, 1)
  const second = await changes(first.since, 1)
  assert.deepEqual([...first.tasks, ...second.tasks], kept)
  await remove(kept[0] ?? (await create('unreachable')))
  await purgeAll()
  await assert.rejects(changes(first.since), gone, 'but for what is forgotten while it runs')
})

test('a mark of a future that never came is refused', async () => {
  const { create, changes } = openOwner()
  await create('a')
  await assert.rejects(changes({ version: 99, purgedVersion: 0 }), gone)
})
