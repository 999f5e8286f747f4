import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { StorageUnavailable, TaskError } from '@taskport/domain'
import { backends } from './support/backends.js'
import { newTask } from './support/new-task.js'
import { openTasks } from './support/open-tasks.js'
import { rejection } from './support/rejection.js'
import { waitUntil } from './support/wait-until.js'

const poolSize = 3
const { tasks, url, close } = await openTasks({ poolSize })
after(close)

const task = newTask('ann')
const key = { ownerId: 'ann', taskId: task.id }

test('refusals and repetitions keep the connection', async () => {
  await tasks.insert(task)
  const before = await backends(url)
  assert.equal(before.length, 1)
  const refusal = new TaskError({ code: 'TASK_NOT_FOUND' })
  for (let time = 0; time < 10; time += 1) {
    const refused = tasks.update(key, () => {
      throw refusal
    })
    assert.equal(await rejection(refused), refusal)
    await tasks.insert(task)
    await tasks.insert({ ...task, title: 'Other' })
    await tasks.find({ ...key, ownerId: 'bob' })
    await tasks.update({ ...key, ownerId: 'bob' }, (current) => current)
  }
  assert.deepEqual(await backends(url), before)
})

test("a change's own error is rejected with as it is, whatever it looks like", async () => {
  const error = new Error('mine', { cause: new StorageUnavailable('inner', { retryAfterSeconds: 1 }) })
  const refused = tasks.update(key, () => {
    throw error
  })
  assert.equal(await rejection(refused), error)
})

test('failing statements leak no connection', async () => {
  const tooLong = { ...task, title: 'x'.repeat(256) }
  for (let round = 0; round < 5; round += 1) {
    const faults = await Promise.all(
      Array.from({ length: 20 }, () => rejection(tasks.update(key, () => tooLong))),
    )
    for (const fault of faults) assert.ok(!(fault instanceof StorageUnavailable), String(fault))
  }
  await Promise.all(Array.from({ length: 50 }, () => tasks.find(key)))
  await waitUntil(async () => (await backends(url)).length <= poolSize)
  assert.equal((await tasks.find(key))?.title, task.title)
})
