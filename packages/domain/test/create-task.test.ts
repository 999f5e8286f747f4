import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseTaskId, TaskError, taskUseCases } from '@taskport/domain'
import { inMemoryPorts } from '@taskport/domain/in-memory'

const chosenId = parseTaskId('018F4D5E-0000-7000-8000-0000000000AB') ?? undefined

test('a new task is pending, trimmed, dated and first in its owner’s list', async () => {
  const { createTask, listTasks } = taskUseCases(inMemoryPorts())
  const { task, created } = await createTask({ ownerId: 'alice', title: '  Buy milk \n' })
  assert.equal(created, true)
  assert.deepEqual(task, {
    id: '00000000-0000-7000-8000-000000000001',
    userId: 'alice',
    title: 'Buy milk',
    description: null,
    status: 'pending',
    completedAt: null,
    createdAt: '2026-01-01T00:00:00.000Z',
    updatedAt: '2026-01-01T00:00:00.000Z',
    deletedAt: null,
    version: 1,
  })
  assert.deepEqual(await listTasks({ ownerId: 'alice' }), { tasks: [task], next: null })
})

test('a task created as completed is completed since then', async () => {
  const { createTask } = taskUseCases(inMemoryPorts())
  const { task } = await createTask({ ownerId: 'alice', title: 'Done', status: 'completed' })
  assert.equal(task.status, 'completed')
  assert.equal(task.completedAt, task.createdAt)
})

test('the same creation again answers the first task; other content is refused', async () => {
  const { createTask, updateTask } = taskUseCases(inMemoryPorts())
  const command = { ownerId: 'alice', taskId: chosenId, title: 'Once' }
  const { task } = await createTask(command)
  const changed = await updateTask({
    key: { ownerId: 'alice', taskId: task.id },
    changes: { title: 'Changed' },
  })

  assert.deepEqual(await createTask({ ...command, title: ' Once ', description: null }), {
    task: changed,
    created: false,
  })
  await assert.rejects(createTask({ ...command, title: 'Other' }), new TaskError({ code: 'TASK_ID_TAKEN' }))
  const other = await createTask({ ...command, ownerId: 'bob', title: 'Other' })
  assert.equal(other.created, true, 'another owner may use the same id')
})

test('an owner keeps as many tasks as the quota, those in the trash too', async () => {
  const { createTask, deleteTask } = taskUseCases(inMemoryPorts(), { taskQuota: 2 })
  const { task } = await createTask({ ownerId: 'alice', title: 'First' })
  await createTask({ ownerId: 'alice', title: 'Second' })
  await deleteTask({ key: { ownerId: 'alice', taskId: task.id } })

  await assert.rejects(
    createTask({ ownerId: 'alice', title: 'Third' }),
    new TaskError({ code: 'TASK_QUOTA_REACHED', quota: 2 }),
  )
  const again = await createTask({ ownerId: 'alice', taskId: task.id, title: 'First' })
  assert.equal(again.created, false, 'a repetition needs no room')
  assert.equal((await createTask({ ownerId: 'bob', title: 'His own' })).created, true)
})

test('every field that is wrong is named', async () => {
  const { createTask, listTasks } = taskUseCases(inMemoryPorts())
  await assert.rejects(
    createTask({ ownerId: 'alice', title: ' \u200B ', description: 'x'.repeat(1001) }),
    (error: unknown) => {
      assert.ok(error instanceof TaskError)
      assert.deepEqual(error.refusal, {
        code: 'INVALID_TEXT',
        problems: [
          { field: 'title', problem: 'BLANK' },
          { field: 'description', problem: 'TOO_LONG' },
        ],
      })
      return true
    },
  )
  assert.deepEqual((await listTasks({ ownerId: 'alice' })).tasks, [])
})

test('storage is told of an id that was made for the task, and of none that its caller chose', async () => {
  const ports = inMemoryPorts()
  const told: (boolean | undefined)[] = []
  const { createTask } = taskUseCases({
    ...ports,
    tasks: {
      ...ports.tasks,
      insert: (task, options) => {
        told.push(options?.isIdNew)
        return ports.tasks.insert(task, options)
      },
    },
  })
  await createTask({ ownerId: 'alice', title: 'Made' })
  await createTask({ ownerId: 'alice', taskId: chosenId, title: 'Chosen' })
  assert.deepEqual(told, [true, false])
})
