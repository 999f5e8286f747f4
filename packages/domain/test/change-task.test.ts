import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseInstant, parseTaskId, TaskError, taskUseCases } from '@taskport/domain'
import { inMemoryPorts } from '@taskport/domain/in-memory'

const withTask = async () => {
  const useCases = taskUseCases(inMemoryPorts())
  const { task } = await useCases.createTask({ ownerId: 'alice', title: 'Title', description: 'Words' })
  return { useCases, task, key: { ownerId: 'alice', taskId: task.id } }
}

const notFound = new TaskError({ code: 'TASK_NOT_FOUND' })

test('an update changes what it names and nothing else', async () => {
  const { useCases, task, key } = await withTask()
  const updated = await useCases.updateTask({ key, changes: { title: ' New ' } })
  assert.deepEqual(updated, { ...task, title: 'New', updatedAt: '2026-01-01T00:00:00.001Z', version: 2 })
})

test('null clears the description', async () => {
  const { useCases, key } = await withTask()
  assert.equal((await useCases.updateTask({ key, changes: { description: null } })).description, null)
})

test('completing dates the task, completing again keeps the date, reopening clears it', async () => {
  const { useCases, key } = await withTask()
  const completed = await useCases.updateTask({ key, changes: { status: 'completed' } })
  assert.equal(completed.completedAt, completed.updatedAt)
  const renamed = await useCases.updateTask({ key, changes: { status: 'completed', title: 'New' } })
  assert.equal(renamed.completedAt, completed.completedAt)
  const reopened = await useCases.updateTask({ key, changes: { status: 'pending' } })
  assert.deepEqual([reopened.status, reopened.completedAt], ['pending', null])
})

test('an update that changes nothing makes no version and moves no date', async () => {
  const { useCases, task, key } = await withTask()
  const changes = { title: ' Title ', description: 'Words', status: 'pending' } as const
  assert.deepEqual(await useCases.updateTask({ key, changes }), task)
  assert.deepEqual(await useCases.updateTask({ key, changes: {} }), task)
})

test('a change moves the date even when the clock went back', async () => {
  const ports = { ...inMemoryPorts(), now: () => parseInstant('2026-06-01T12:00:00.999Z') }
  const { createTask } = taskUseCases(ports)
  const { task } = await createTask({ ownerId: 'alice', title: 'Title' })
  const earlier = taskUseCases({ ...ports, now: () => parseInstant('2020-01-01T00:00:00.000Z') })
  const updated = await earlier.updateTask({
    key: { ownerId: 'alice', taskId: task.id },
    changes: { title: 'New' },
  })
  assert.equal(updated.updatedAt, '2026-06-01T12:00:01.000Z')
})

test('an invalid change is refused and leaves the task', async () => {
  const { useCases, task, key } = await withTask()
  await assert.rejects(useCases.updateTask({ key, changes: { title: '' } }), TaskError)
  assert.deepEqual(await useCases.getTask(key), task)
})

test('a deleted task is gone for get, list, update and delete, and dated', async () => {
  const { useCases, task, key } = await withTask()
  const { task: deleted, before } = await useCases.deleteTask({ key })
  assert.deepEqual(before, task)
  assert.equal(deleted.deletedAt, '2026-01-01T00:00:00.001Z')
  assert.equal(deleted.updatedAt, deleted.deletedAt)
  assert.deepEqual((await useCases.listTasks({ ownerId: 'alice' })).tasks, [])
  await assert.rejects(useCases.getTask(key), notFound)
  await assert.rejects(useCases.updateTask({ key, changes: { title: 'New' } }), notFound)
  await assert.rejects(useCases.deleteTask({ key }), notFound)
})

test('another owner’s task is refused exactly as a missing one', async () => {
  const { useCases, task } = await withTask()
  const missing = parseTaskId('018f4d5e-0000-7000-8000-0000000000ff') ?? task.id
  for (const key of [
    { ownerId: 'bob', taskId: task.id },
    { ownerId: 'alice', taskId: missing },
  ]) {
    await assert.rejects(useCases.getTask(key), notFound)
    await assert.rejects(useCases.updateTask({ key, changes: { title: 'New' } }), notFound)
    await assert.rejects(useCases.deleteTask({ key }), notFound)
  }
})
