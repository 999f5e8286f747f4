import assert from 'node:assert/strict'
import { test } from 'node:test'
import { TaskError, taskUseCases } from '@taskport/domain'
import { inMemoryPorts } from '@taskport/domain/in-memory'

const withTask = async () => {
  const useCases = taskUseCases(inMemoryPorts())
  const { task } = await useCases.createTask({ ownerId: 'alice', title: 'Title' })
  return { useCases, task, key: { ownerId: 'alice', taskId: task.id } }
}

const refusalOf = async (promise: Promise<unknown>) => {
  const error = await promise.then(
    () => null,
    (thrown: unknown) => thrown,
  )
  assert.ok(error instanceof TaskError)
  return error.refusal
}

test('a change to a version that is still there is made', async () => {
  const { useCases, task, key } = await withTask()
  const updated = await useCases.updateTask({
    key,
    changes: { title: 'New' },
    ifVersions: [99, task.version],
  })
  assert.equal(updated.title, 'New')
  const { task: deleted } = await useCases.deleteTask({ key, ifVersions: [updated.version] })
  const restored = await useCases.restoreTask({ key, ifVersions: [deleted.version] })
  assert.equal(restored.deletedAt, null)
})

test('a change to a version that has gone is refused with the task as it is', async () => {
  const { useCases, task, key } = await withTask()
  const current = await useCases.updateTask({ key, changes: { title: 'New' } })
  const ifVersions = [task.version]
  const conflict = { code: 'VERSION_CONFLICT', current }
  assert.deepEqual(
    await refusalOf(useCases.updateTask({ key, changes: { title: 'Mine' }, ifVersions })),
    conflict,
  )
  assert.deepEqual(await refusalOf(useCases.updateTask({ key, changes: {}, ifVersions })), conflict)
  assert.deepEqual(await refusalOf(useCases.updateTask({ key, changes: {}, ifVersions: [] })), conflict)
  assert.deepEqual(await refusalOf(useCases.deleteTask({ key, ifVersions })), conflict)
  assert.deepEqual(await useCases.getTask(key), current)

  const { task: deleted } = await useCases.deleteTask({ key })
  assert.deepEqual(await refusalOf(useCases.restoreTask({ key, ifVersions })), {
    ...conflict,
    current: deleted,
  })
})

test('what is not there is not there, whatever the condition', async () => {
  const { useCases, key } = await withTask()
  const stranger = { ...key, ownerId: 'bob' }
  const notFound = { code: 'TASK_NOT_FOUND' }
  assert.deepEqual(
    await refusalOf(useCases.updateTask({ key: stranger, changes: {}, ifVersions: [9] })),
    notFound,
  )
  assert.deepEqual(await refusalOf(useCases.deleteTask({ key: stranger, ifVersions: [9] })), notFound)
  assert.deepEqual(await refusalOf(useCases.restoreTask({ key: stranger, ifVersions: [9] })), notFound)
})
