import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { call } from './support/call.js'
import { detailIn } from './support/detail.js'
import { openServer } from './support/open-server.js'

const tasks = '/api/alice/tasks'

/** A server where alice has one task, which is answered as its creation was. */
const withTask = async (body: unknown = { title: ' Buy milk ', description: 'Two litres' }) => {
  const app = await openServer()
  const response = await call(app, `POST ${tasks}`, { body })
  assert.equal(response.statusCode, 201, response.body)
  return { app, response, task: response.json(), one: `${tasks}/${response.json().id}` }
}

/** What the first face shows of a task. */
const firstFace = async (app: FastifyInstance, id: string) =>
  (await call(app, `GET /api/tasks/${id}`)).json().data

test('a task is created and answered plainly: 201, and what the first face shows of it', async () => {
  const { app, response, task } = await withTask()
  const shown = await firstFace(app, task.id)
  assert.equal(response.headers['content-type'], 'application/json; charset=utf-8')
  assert.equal(response.headers.etag, `"${shown.version}"`)
  assert.equal(
    response.body,
    JSON.stringify({
      id: shown.id,
      user_id: 'alice',
      title: 'Buy milk',
      description: 'Two litres',
      completed: false,
      created_at: shown.createdAt,
      updated_at: shown.updatedAt,
    }),
  )
})

test('a description may be absent, null or empty, and a task done from the beginning', async () => {
  const app = await openServer()
  for (const [sent, kept] of [
    [{}, null],
    [{ description: null }, null],
    [{ description: '' }, ''],
    [{ description: ' x\n' }, ' x\n'],
  ] as const) {
    const response = await call(app, `POST ${tasks}`, { body: { title: 'x', ...sent } })
    assert.deepEqual([response.statusCode, response.json().description], [201, kept])
  }
  const done = await call(app, `POST ${tasks}`, { body: { title: 'x', completed: true } })
  assert.equal(done.json().completed, true)
  assert.equal((await firstFace(app, done.json().id)).status, 'completed')
})

test('one task is read, with its ETag, and not again by who has it already', async () => {
  const { app, response, one, task } = await withTask()
  for (const path of [one, `${one}/`, one.toUpperCase().replace(tasks.toUpperCase(), tasks)]) {
    const read = await call(app, `GET ${path}`)
    assert.equal(read.statusCode, 200)
    assert.deepEqual(read.json(), task)
    assert.equal(read.headers.etag, response.headers.etag)
  }
  const head = await call(app, `HEAD ${one}`)
  assert.deepEqual([head.statusCode, head.body, head.headers.etag], [200, '', response.headers.etag])
  const known = await call(app, `GET ${one}`, { headers: { 'if-none-match': String(response.headers.etag) } })
  assert.deepEqual([known.statusCode, known.body], [304, ''])
})

test('a PUT of the whole task, as such frontends send it, changes what differs', async () => {
  const { app, one, task } = await withTask()
  const put = await call(app, `PUT ${one}`, { body: { title: 'Buy tea', description: '', completed: true } })
  assert.equal(put.statusCode, 200)
  const { updated_at: updatedAt, ...rest } = put.json()
  const { updated_at: before, ...given } = task
  assert.deepEqual(rest, { ...given, title: 'Buy tea', description: '', completed: true })
  assert.ok(updatedAt > before)
  assert.deepEqual((await call(app, `GET ${one}`)).json(), put.json())
})

test('a PATCH changes what is sent as a PUT does', async () => {
  const { app, one, task } = await withTask()
  const patched = await call(app, `PATCH ${one}`, { body: { title: 'Buy tea', completed: true } })
  assert.equal(patched.statusCode, 200)
  assert.notEqual(patched.headers.etag, undefined)
  const { updated_at: _, ...rest } = patched.json()
  const { updated_at: __, ...given } = task
  assert.deepEqual(rest, { ...given, title: 'Buy tea', completed: true })
  assert.deepEqual((await call(app, `GET ${one}`)).json(), patched.json())
})

test('a PUT of a part leaves the rest, and of nothing everything', async () => {
  const { app, one, task } = await withTask({ title: 'x', description: 'y', completed: true })
  const cleared = await call(app, `PUT ${one}`, { body: { description: null } })
  assert.deepEqual(
    [cleared.json().title, cleared.json().description, cleared.json().completed],
    ['x', null, true],
  )
  const same = await call(app, `PUT ${one}`, { body: {} })
  assert.deepEqual(same.json(), cleared.json())
  assert.equal(same.headers.etag, cleared.headers.etag)
  assert.equal(cleared.json().created_at, task.created_at)
})

test('a PATCH without a body toggles, in each of the ways in which none is sent', async () => {
  const { app, one } = await withTask()
  const json = { 'content-type': 'application/json' }
  let expected = false
  for (const options of [
    {},
    { headers: json },
    { body: '', headers: json },
    { body: {} },
    { body: 'null' },
    { headers: { ...json, 'content-length': '0' } },
  ]) {
    const response = await call(app, `PATCH ${one}/complete`, options)
    expected = !expected
    assert.deepEqual(
      [response.statusCode, response.json().completed],
      [200, expected],
      JSON.stringify(options),
    )
    assert.deepEqual((await call(app, `GET ${one}`)).json(), response.json())
  }
})

test('each of many toggles at once turns the task once', async () => {
  const { app, one } = await withTask()
  const answers = await Promise.all(Array.from({ length: 9 }, () => call(app, `PATCH ${one}/complete/`)))
  assert.equal(answers.filter((answer) => answer.json().completed).length, 5)
  assert.equal((await call(app, `GET ${one}`)).json().completed, true)
})

test('a PATCH that says what the task is to be sets it, and repeating it changes nothing', async () => {
  const { app, one } = await withTask()
  for (const completed of [true, false]) {
    const set = await call(app, `PATCH ${one}/complete`, { body: { completed } })
    assert.deepEqual([set.statusCode, set.json().completed], [200, completed])
    const again = await call(app, `PATCH ${one}/complete`, { body: { completed } })
    assert.deepEqual(again.json(), set.json())
    assert.equal(again.headers.etag, set.headers.etag)
  }
})

test('what is done is made undone by name, and stays so when it is asked again', async () => {
  const { app, one } = await withTask({ title: 'x', completed: true })
  const json = { 'content-type': 'application/json' }
  const undone = await call(app, `PATCH ${one}/uncomplete`, { headers: json })
  assert.deepEqual([undone.statusCode, undone.json().completed], [200, false])
  for (const options of [{}, { headers: json }, { body: {} }]) {
    const again = await call(app, `PATCH ${one}/uncomplete`, options)
    assert.deepEqual(again.json(), undone.json(), JSON.stringify(options))
    assert.equal(again.headers.etag, undone.headers.etag)
  }
})

test('DELETE answers the task as it was, and puts it into the trash of the first face', async () => {
  const { app, one, task } = await withTask()
  const toggled = (await call(app, `PATCH ${one}/complete`)).json()
  const deleted = await call(app, `DELETE ${one}`)
  assert.equal(deleted.statusCode, 200)
  assert.deepEqual(deleted.json(), toggled)
  assert.equal(deleted.headers.etag, undefined)
  for (const request of [`GET ${one}`, `DELETE ${one}`, `PATCH ${one}/complete`]) {
    assert.equal(detailIn(await call(app, request), 404), 'Task not found')
  }
  assert.deepEqual((await call(app, `GET ${tasks}`)).json(), [])
  assert.equal((await call(app, `POST /api/tasks/${task.id}/restore`)).statusCode, 200)
  assert.equal((await call(app, `GET ${one}`)).json().completed, true)
})

test('a change under a condition is made only while the version is that one', async () => {
  const { app, response, one } = await withTask()
  const seen = { 'if-match': String(response.headers.etag) }
  const renamed = await call(app, `PUT ${one}`, { body: { title: 'New' }, headers: seen })
  assert.equal(renamed.statusCode, 200)
  for (const [request, body] of [
    [`PUT ${one}`, { title: 'Mine' }],
    [`PATCH ${one}`, { title: 'Mine' }],
    [`PATCH ${one}/uncomplete`],
    [`PATCH ${one}/complete`],
    [`PATCH ${one}/complete`, { completed: true }],
    [`DELETE ${one}`],
  ] as const) {
    const stale = await call(app, request, { body, headers: seen })
    assert.equal(detailIn(stale, 412), 'The task has changed since you last saw it')
    assert.equal(stale.headers.etag, renamed.headers.etag)
    detailIn(await call(app, request, { body, headers: { 'if-match': 'x' } }), 400)
    detailIn(await call(app, request, { body, headers: { 'if-none-match': '*' } }), 400)
  }
  detailIn(await call(app, `POST ${tasks}`, { body: { title: 'x' }, headers: { 'if-none-match': '*' } }), 400)
  assert.deepEqual((await call(app, `GET ${one}`)).json(), renamed.json())
  const current = { 'if-match': String(renamed.headers.etag) }
  assert.equal((await call(app, `DELETE ${one}`, { headers: current })).statusCode, 200)
})
