import assert from 'node:assert/strict'
import { test } from 'node:test'
import { TaskError, taskUseCases } from '@taskport/domain'
import { inMemoryPorts } from '@taskport/domain/in-memory'

const withTask = async () => {
  const useCases = taskUseCases(inMemoryPorts())
  const { task } = await useCases.createTask({ ownerId: 'alice', title: 'Title', description: 'Words' })
  return { useCases, task, key: { ownerId: 'alice', taskId: task.id } }
}

const notFound = new TaskError({ code: 'TASK_NOT_FOUND' })

test('toggling finishes a pending task and dates it, toggling again reopens it', async () => {
  const { useCases, task, key } = await withTask()
  const completed = await useCases.toggleTask({ key })
  assert.equal(completed.status, 'completed')
  assert.equal(completed.completedAt, completed.updatedAt)
  assert.ok(completed.updatedAt > task.updatedAt && completed.version > task.version)
  const reopened = await useCases.toggleTask({ key })
  assert.deepEqual(reopened, { ...task, updatedAt: reopened.updatedAt, version: reopened.version })
  assert.ok(reopened.updatedAt > completed.updatedAt && reopened.version > completed.version)
})

test('each of many toggles at once turns the task once', async () => {
  const { useCases, key } = await withTask()
  const answers = await Promise.all(Array.from({ length: 7 }, () => useCases.toggleTask({ key })))
  assert.equal(answers.filter(({ status }) => status === 'completed').length, 4)
  assert.equal((await useCases.getTask(key)).status, 'completed')
})

test('a toggle of another version than the one that was seen is refused with the task as it is', async () => {
  const { useCases, task, key } = await withTask()
  const current = await useCases.toggleTask({ key, ifVersions: [task.version] })
  await assert.rejects(
    useCases.toggleTask({ key, ifVersions: [task.version] }),
    new TaskError({ code: 'VERSION_CONFLICT', current }),
  )
  assert.deepEqual(await useCases.getTask(key), current)
})

test('what is not there, in the trash, or another’s is not toggled', async () => {
  const { useCases, key } = await withTask()
  await assert.rejects(useCases.toggleTask({ key: { ...key, ownerId: 'bob' } }), notFound)
  const { task: deleted } = await useCases.deleteTask({ key })
  await assert.rejects(useCases.toggleTask({ key }), notFound)
  await assert.rejects(useCases.toggleTask({ key, ifVersions: [99] }), notFound)
  const restored = await useCases.restoreTask({ key })
  assert.deepEqual([restored.status, deleted.status], ['pending', 'pending'])
})
