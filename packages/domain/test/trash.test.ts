import assert from 'node:assert/strict'
import { test } from 'node:test'
import { daysBefore, parseInstant, TaskError, taskUseCases } from '@taskport/domain'
import { inMemoryPorts } from '@taskport/domain/in-memory'

test('a restored task is as it was, but for its date and version', async () => {
  const { createTask, updateTask, deleteTask, restoreTask, listTasks } = taskUseCases(inMemoryPorts())
  const { task } = await createTask({ ownerId: 'alice', title: 'Title', description: 'Words' })
  const key = { ownerId: 'alice', taskId: task.id }
  const completed = await updateTask({ key, changes: { status: 'completed' } })
  const { task: deleted } = await deleteTask({ key })
  assert.deepEqual((await listTasks({ ownerId: 'alice', isDeleted: true })).tasks, [deleted])

  const restored = await restoreTask({ key })
  assert.deepEqual(restored, {
    ...completed,
    updatedAt: '2026-01-01T00:00:00.003Z',
    version: deleted.version + 1,
  })
  await assert.rejects(restoreTask({ key }), new TaskError({ code: 'TASK_NOT_DELETED' }))
  assert.deepEqual((await listTasks({ ownerId: 'alice', isDeleted: true })).tasks, [])
})

test('the trash is emptied of what has been in it for 30 days, however much that is', async () => {
  const ports = inMemoryPorts()
  const { createTask, deleteTask, purgeTrash, listTasks, listChanges } = taskUseCases(ports)
  for (let number = 0; number < 1_100; number += 1) {
    const { task } = await createTask({ ownerId: `owner-${number % 3}`, title: 'Title' })
    await deleteTask({ key: { ownerId: task.userId, taskId: task.id } })
  }
  const later = (days: number) => taskUseCases({ ...ports, now: () => daysBefore(ports.now(), -days) })
  assert.equal(await purgeTrash(), 0)
  assert.equal(await later(29).purgeTrash(), 0)
  assert.equal(await later(29).purgeTrash({ days: 40 }), 0)
  let asked = 0
  const goesOn = () => {
    asked += 1
    return asked < 2
  }
  assert.equal(await later(31).purgeTrash({ goesOn }), 1_000, 'batch by batch, as long as it may')
  assert.equal(await later(31).purgeTrash(), 100)
  assert.deepEqual((await listTasks({ ownerId: 'owner-1', isDeleted: true })).tasks, [])
  assert.deepEqual((await listChanges({ ownerId: 'owner-1' })).tasks, [])
})

test('days are counted back over months and years', () => {
  assert.equal(daysBefore(parseInstant('2024-03-01T12:00:00.500Z'), 1), '2024-02-29T12:00:00.500Z')
  assert.equal(daysBefore(parseInstant('2026-01-15T00:00:00.000Z'), 30), '2025-12-16T00:00:00.000Z')
})
