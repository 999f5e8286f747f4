import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { call } from './support/call.js'
import { openServer } from './support/open-server.js'
import { problemIn, withoutRequestId, wrongFields } from './support/problem.js'
import { titlesIn } from './support/titles.js'

const id = '00000000-0000-7000-8000-0000000000ab'
const address = `/api/tasks/${id}`
const unknown = '/api/tasks/00000000-0000-7000-8000-00000000ffff'
const body = { id, title: 'Buy milk', description: 'Two litres', status: 'completed' }

/** A server with one task, as it was before it went to the trash. */
const openTrashed = async () => {
  const app = await openServer()
  const { data } = (await call(app, 'POST /api/tasks', { body })).json()
  assert.equal((await call(app, `DELETE ${address}`)).statusCode, 200)
  return { app, task: data }
}

const trashOf = async (app: FastifyInstance) =>
  (await call(app, 'GET /api/tasks?deleted=only')).json().data.tasks

test('restoring takes a task out of the trash, as it was but for its version and the date of the change', async () => {
  const { app, task } = await openTrashed()
  const [trashed] = await trashOf(app)
  assert.deepEqual(trashed, {
    ...task,
    deletedAt: trashed.deletedAt,
    updatedAt: trashed.deletedAt,
    version: 2,
  })
  const response = await call(app, `POST ${address}/restore`)
  assert.equal(response.statusCode, 200)
  assert.equal(response.headers.etag, '"3"')
  const { data } = response.json()
  assert.deepEqual(data, { ...task, updatedAt: data.updatedAt, version: 3 })
  assert.ok(data.updatedAt > trashed.updatedAt)
  assert.equal((await call(app, `GET ${address}`)).body, response.body)
  assert.deepEqual(await titlesIn(app, '/api/tasks'), ['Buy milk'])
  assert.deepEqual(await trashOf(app), [])
})

test('restoring takes the id in either case, a trailing slash, and an empty JSON body', async () => {
  const paths = [`/api/tasks/${id.toUpperCase()}/restore`, `${address}/restore/`]
  for (const path of paths) {
    const { app } = await openTrashed()
    assert.equal((await call(app, `POST ${path}`)).statusCode, 200, path)
  }
  const { app } = await openTrashed()
  assert.equal((await call(app, `POST ${address}/restore`, { body: '' })).statusCode, 200)
})

test('restoring what is not in the trash is a conflict, and changes nothing', async () => {
  const { app } = await openTrashed()
  const restored = await call(app, `POST ${address}/restore`)
  const again = await call(app, `POST ${address}/restore`)
  assert.equal(problemIn(again, 409, 'TASK_NOT_DELETED').detail, 'The task is not in the trash')
  assert.equal((await call(app, `GET ${address}`)).body, restored.body)
})

test('restoring what is not there, or another’s, is a 404, and one is not told from the other', async () => {
  const { app } = await openTrashed()
  for (const path of [unknown, '/api/tasks/x', `/api/tasks/%7B${id}%7D`]) {
    problemIn(await call(app, `POST ${path}/restore`), 404, 'TASK_NOT_FOUND')
  }
  const others = await call(app, `POST ${address}/restore`, { user: 'bob' })
  const missing = await call(app, `POST ${unknown}/restore`, { user: 'bob' })
  problemIn(others, 404, 'TASK_NOT_FOUND')
  assert.equal(withoutRequestId(others), withoutRequestId(missing))
  assert.equal((await trashOf(app)).length, 1)
})

test('restoring refuses a query parameter that it does not know', async () => {
  const { app } = await openTrashed()
  assert.deepEqual(wrongFields(await call(app, `POST ${address}/restore?force=1`)), ['/force UNKNOWN_FIELD'])
  assert.equal((await trashOf(app)).length, 1)
})

test('a task in the trash is only in the trash', async () => {
  const { app } = await openTrashed()
  for (const method of ['GET', 'PUT', 'PATCH', 'DELETE']) {
    const response = await call(
      app,
      `${method} ${address}`,
      /^P/.test(method) ? { body: { title: 'x' } } : {},
    )
    problemIn(response, 404, 'TASK_NOT_FOUND')
  }
  assert.deepEqual(await titlesIn(app, '/api/tasks'), [])
  assert.deepEqual(await titlesIn(app, '/api/tasks?deleted=only'), ['Buy milk'])
  assert.deepEqual(await titlesIn(app, '/api/tasks?deleted=only', 'bob'), [])
})

test('the creation of a task in the trash, sent again, answers it as it is there and restores nothing', async () => {
  const { app } = await openTrashed()
  const [trashed] = await trashOf(app)
  const again = await call(app, 'POST /api/tasks', { body })
  assert.equal(again.statusCode, 200)
  assert.notEqual(again.json().data.deletedAt, null)
  assert.deepEqual(again.json().data, trashed)
  const other = await call(app, 'POST /api/tasks', { body: { ...body, title: 'Other' } })
  problemIn(other, 409, 'TASK_ID_TAKEN')
  problemIn(await call(app, `GET ${address}`), 404, 'TASK_NOT_FOUND')
})
