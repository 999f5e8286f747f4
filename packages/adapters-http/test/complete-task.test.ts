import assert from 'node:assert/strict'
import { test } from 'node:test'
import { call } from './support/call.js'
import { openServer } from './support/open-server.js'
import { problemIn, withoutRequestId, wrongFields } from './support/problem.js'

/** A server where alice has one task, undone. */
const withTask = async () => {
  const app = await openServer()
  const response = await call(app, 'POST /api/tasks', {
    body: { title: 'Buy milk', description: 'Two litres' },
  })
  assert.equal(response.statusCode, 201, response.body)
  return { app, task: response.json().data, one: `/api/tasks/${response.json().data.id}` }
}

test('a task is completed in an answer like any other of it', async () => {
  const { app, one, task } = await withTask()
  const done = await call(app, `PATCH ${one}/complete`)
  assert.equal(done.statusCode, 200)
  const { success, data } = done.json()
  const { status, completedAt, updatedAt, version, ...rest } = data
  assert.deepEqual([success, status, completedAt], [true, 'completed', updatedAt])
  const { status: _, completedAt: __, updatedAt: before, version: ___, ...given } = task
  assert.deepEqual(rest, given)
  assert.ok(updatedAt > before)
  assert.equal(done.headers.etag, `"${version}"`)
  assert.deepEqual((await call(app, `GET ${one}`)).json(), done.json())
})

test('without a word about what it is to be a task is turned, however nothing is sent', async () => {
  const { app, one } = await withTask()
  const json = { 'content-type': 'application/json' }
  let expected = 'pending'
  for (const options of [
    {},
    { headers: json },
    { body: '', headers: json },
    { body: {} },
    { body: 'null' },
  ]) {
    const turned = await call(app, `PATCH ${one}/complete/`, options)
    expected = expected === 'pending' ? 'completed' : 'pending'
    assert.deepEqual([turned.statusCode, turned.json().data.status], [200, expected], JSON.stringify(options))
  }
})

test('each of many who turn a task at once turns it once', async () => {
  const { app, one } = await withTask()
  const answers = await Promise.all(Array.from({ length: 9 }, () => call(app, `PATCH ${one}/complete`)))
  assert.equal(answers.filter((answer) => answer.json().data.status === 'completed').length, 5)
  assert.equal((await call(app, `GET ${one}`)).json().data.status, 'completed')
})

test('what it is to be can be said, and said again without a new version', async () => {
  const { app, one } = await withTask()
  for (const completed of [true, false]) {
    const set = await call(app, `PATCH ${one}/complete`, { body: { completed } })
    assert.equal(set.json().data.status, completed ? 'completed' : 'pending')
    const again = await call(app, `PATCH ${one}/complete`, { body: { completed } })
    assert.deepEqual([again.json(), again.headers.etag], [set.json(), set.headers.etag])
  }
})

test('only the version that was seen is completed, turned or set', async () => {
  const { app, one, task } = await withTask()
  const seen = { 'if-match': `"${task.version}"` }
  const renamed = await call(app, `PATCH ${one}`, { body: { title: 'New' } })
  for (const body of [undefined, { completed: true }]) {
    const stale = await call(app, `PATCH ${one}/complete`, { body, headers: seen })
    problemIn(stale, 412, 'VERSION_CONFLICT')
    assert.deepEqual(stale.json().current, renamed.json().data)
  }
  const current = { 'if-match': String(renamed.headers.etag) }
  assert.equal(
    (await call(app, `PATCH ${one}/complete`, { headers: current })).json().data.status,
    'completed',
  )
})

test('nothing else is taken, and nothing of it done', async () => {
  const { app, one, task } = await withTask()
  for (const [body, wrong] of [
    [{ completed: 'true' }, ['/completed WRONG_TYPE']],
    [{ completed: null }, ['/completed WRONG_TYPE']],
    [{ status: 'completed' }, ['/status UNKNOWN_FIELD']],
    [[], [' REQUIRED']],
  ] as const) {
    assert.deepEqual(wrongFields(await call(app, `PATCH ${one}/complete`, { body })), wrong)
  }
  problemIn(await call(app, `PATCH ${one}/complete`, { body: '{' }), 400, 'MALFORMED_REQUEST')
  assert.deepEqual(wrongFields(await call(app, `PATCH ${one}/complete?completed=true`)), [
    '/completed UNKNOWN_FIELD',
  ])
  assert.deepEqual((await call(app, `GET ${one}`)).json().data, task)
})

test('another’s task, a deleted one and none at all are the same nothing', async () => {
  const { app, one } = await withTask()
  const others = await call(app, `PATCH ${one}/complete`, { user: 'bob' })
  problemIn(others, 404, 'TASK_NOT_FOUND')
  const none = await call(app, 'PATCH /api/tasks/x/complete', { user: 'bob' })
  assert.equal(withoutRequestId(none), withoutRequestId(others))
  await call(app, `DELETE ${one}`)
  problemIn(await call(app, `PATCH ${one}/complete`), 404, 'TASK_NOT_FOUND')
  problemIn(await call(app, `PATCH ${one}/complete`, { user: null }), 401, 'UNAUTHORIZED')
})
