import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createTaskport } from '@taskport/client'
import { failureOf } from './support/failure-of.js'
import { openApi } from './support/open-api.js'

test('a stale change is refused with the task as it is now', async (context) => {
  const { tasks } = createTaskport({ baseUrl: await openApi(context), token: () => 'alice' })
  const seen = await tasks.create({ title: 'Buy milk' })
  const now = await tasks.update(seen, { title: 'Buy oat milk' })
  const attempts = [
    () => tasks.update(seen, { title: 'Buy bread' }),
    () => tasks.update(seen, { title: 'Buy oat milk' }),
    () => tasks.remove(seen),
    () => tasks.restore(seen),
  ]
  for (const attempt of attempts) {
    const error = await failureOf(attempt())
    assert.equal(error.status, 412)
    if (error.code !== 'VERSION_CONFLICT') assert.fail(error.code)
    assert.equal(error.current.title, now.title)
    assert.equal(error.current.version, now.version)
  }
})

test('every wrong field is named', async (context) => {
  const { tasks } = createTaskport({ baseUrl: await openApi(context), token: () => 'alice' })
  const error = await failureOf(tasks.create({ id: 'x', title: ' ' }))
  assert.equal(error.code, 'INVALID_REQUEST')
  assert.equal(error.status, 422)
  assert.deepEqual(
    error.errors.map(({ pointer, code }) => [pointer, code]),
    [
      ['/id', 'NOT_A_UUID'],
      ['/title', 'BLANK'],
    ],
  )
  assert.equal(error.message, error.detail)
  assert.match(error.detail, /The id must be a UUID/)
  assert.match(String(error.requestId), /^[0-9a-f-]{36}$/)
  assert.equal(error.current, null)
  assert.equal(error.retryAfter, null)
})

test('what is not there, is taken or is not in the trash is told by its code', async (context) => {
  const { tasks } = createTaskport({ baseUrl: await openApi(context), token: () => 'alice' })
  const task = await tasks.create({ title: 'Buy milk' })
  const codes = async (...calls: Promise<unknown>[]) =>
    (await Promise.all(calls.map(failureOf))).map(({ code }) => code)
  assert.deepEqual(
    await codes(
      tasks.get('no/such?task#'),
      tasks.create({ id: task.id, title: 'Other' }),
      tasks.restore(task),
      tasks.list({ cursor: 'x' }),
      tasks.list({ limit: 0 }),
    ),
    ['TASK_NOT_FOUND', 'TASK_ID_TAKEN', 'TASK_NOT_DELETED', 'INVALID_REQUEST', 'INVALID_REQUEST'],
  )
})
