import assert from 'node:assert/strict'
import { test } from 'node:test'
import { call } from './support/call.js'
import { openServer } from './support/open-server.js'
import { problemIn } from './support/problem.js'

const firstId = '00000000-0000-7000-8000-000000000001'
const chosenId = '018f4d5e-0000-7000-8000-0000000000ab'
const json = 'application/json; charset=utf-8'

/** The first task of a new server, as alice made it from a title alone. */
const firstTask = {
  id: firstId,
  title: 'Buy milk',
  description: null,
  status: 'pending',
  userId: 'alice',
  createdAt: '2026-01-01T00:00:00.000Z',
  updatedAt: '2026-01-01T00:00:00.000Z',
  completedAt: null,
  deletedAt: null,
  version: 1,
}

test('POST creates a task, trimmed, and says where it is', async () => {
  const app = await openServer()
  const response = await call(app, 'POST /api/tasks', { body: { title: '  Buy milk\n' } })
  assert.equal(response.statusCode, 201)
  assert.equal(response.headers['content-type'], json)
  assert.equal(response.headers.location, `/api/tasks/${firstId}`)
  assert.equal(response.headers.etag, '"1"')
  assert.equal(response.body, JSON.stringify({ success: true, data: firstTask }))
  assert.deepEqual((await call(app, `GET ${response.headers.location}`)).json(), response.json())
})

test('POST takes an id, a description and a status', async () => {
  const app = await openServer()
  const body = { id: chosenId, title: 'Done', description: ' Two litres \n', status: 'completed' }
  const response = await call(app, 'POST /api/tasks', { body })
  assert.equal(response.statusCode, 201)
  assert.deepEqual(response.json().data, {
    ...firstTask,
    ...body,
    completedAt: '2026-01-01T00:00:00.000Z',
  })
})

test('POST of the same task again answers it as it is now, and creates nothing', async () => {
  const app = await openServer()
  const body = { id: chosenId, title: 'Once' }
  await call(app, 'POST /api/tasks', { body })
  const changed = await call(app, `PATCH /api/tasks/${chosenId}`, { body: { title: 'Changed' } })
  const again = await call(app, 'POST /api/tasks', { body: { ...body, id: chosenId.toUpperCase() } })
  assert.equal(again.statusCode, 200)
  assert.equal(again.body, changed.body)
  assert.equal(again.headers.etag, '"2"')
  assert.equal(again.headers.location, `/api/tasks/${chosenId}`)
  assert.equal((await call(app, 'GET /api/tasks')).json().data.tasks.length, 1)
})

test('POST of other content under a used id is refused, and changes nothing', async () => {
  const app = await openServer()
  const first = await call(app, 'POST /api/tasks', { body: { id: chosenId, title: 'Once' } })
  for (const other of [{ title: 'Other' }, { description: '' }, { status: 'completed' }]) {
    const response = await call(app, 'POST /api/tasks', { body: { id: chosenId, title: 'Once', ...other } })
    problemIn(response, 409, 'TASK_ID_TAKEN')
  }
  assert.equal((await call(app, `GET /api/tasks/${chosenId}`)).body, first.body)
  const others = await call(app, 'POST /api/tasks', { user: 'bob', body: { id: chosenId, title: 'Other' } })
  assert.equal(others.statusCode, 201, 'another owner may use the same id')
})

test('GET answers a task with its version as the ETag, its id in either case', async () => {
  const app = await openServer()
  await call(app, 'POST /api/tasks', { body: { id: chosenId, title: 'Buy milk' } })
  for (const id of [chosenId, chosenId.toUpperCase()]) {
    const response = await call(app, `GET /api/tasks/${id}`)
    assert.equal(response.statusCode, 200)
    assert.equal(response.headers['content-type'], json)
    assert.equal(response.headers.etag, '"1"')
    assert.equal(response.body, JSON.stringify({ success: true, data: { ...firstTask, id: chosenId } }))
  }
})

test('what is stored is what was sent, character by character', async () => {
  const app = await openServer()
  const title = `'; drop table tasks; -- %_\\ <b>&amp;</b> \u0001\u2028"\u{1F468}\u200D\u{1F469} e\u0301`
  const description = " \r\n\t\u{1F6D2} $1 $x {} '' to_tsquery('a & b') "
  const { data } = (await call(app, 'POST /api/tasks', { body: { title, description } })).json()
  assert.deepEqual([data.title, data.description], [title, description])
  const read = (await call(app, `GET /api/tasks/${data.id}`)).json()
  assert.deepEqual([read.data.title, read.data.description], [title, description])
})

for (const method of ['PUT', 'PATCH']) {
  test(`${method} changes what is sent and nothing else`, async () => {
    const app = await openServer()
    const address = `/api/tasks/${firstId}`
    await call(app, 'POST /api/tasks', { body: { title: 'Buy milk', description: 'Two litres' } })
    const change = async (body: unknown) => {
      const response = await call(app, `${method} ${address}`, { body })
      assert.equal(response.statusCode, 200)
      assert.equal(response.headers['content-type'], json)
      const { data } = response.json()
      assert.equal(response.headers.etag, `"${data.version}"`)
      assert.equal((await call(app, `GET ${address}`)).body, response.body)
      return data
    }

    const renamed = await change({ title: ' Buy oat milk ' })
    assert.deepEqual(renamed, {
      ...firstTask,
      title: 'Buy oat milk',
      description: 'Two litres',
      updatedAt: '2026-01-01T00:00:00.001Z',
      version: 2,
    })
    const completed = await change({ status: 'completed' })
    const { updatedAt } = completed
    assert.deepEqual(completed, {
      ...renamed,
      status: 'completed',
      completedAt: updatedAt,
      updatedAt,
      version: 3,
    })
    assert.ok(updatedAt > renamed.updatedAt)
    const cleared = await change({ description: null })
    assert.deepEqual(cleared, {
      ...completed,
      description: null,
      updatedAt: cleared.updatedAt,
      version: 4,
    })
    const reopened = await change({ status: 'pending', description: '' })
    assert.deepEqual([reopened.completedAt, reopened.description], [null, ''])
  })

  test(`${method} of nothing, or of what is so already, makes no new version`, async () => {
    const app = await openServer()
    const { data } = (await call(app, 'POST /api/tasks', { body: { title: 'Buy milk' } })).json()
    for (const body of [{}, { title: ' Buy milk ' }, { description: null }, { status: 'pending' }]) {
      const response = await call(app, `${method} /api/tasks/${firstId}`, { body })
      assert.equal(response.statusCode, 200)
      assert.equal(response.headers.etag, '"1"')
      assert.deepEqual(response.json().data, data)
    }
  })
}

test('DELETE takes the task away from every route', async () => {
  const app = await openServer()
  await call(app, 'POST /api/tasks', { body: { title: 'Buy milk' } })
  const address = `/api/tasks/${firstId}`
  const response = await call(app, `DELETE ${address}`)
  assert.equal(response.statusCode, 200)
  assert.equal(response.headers['content-type'], json)
  assert.equal(response.body, '{"success":true,"data":{"message":"Task deleted successfully"}}')

  problemIn(await call(app, `GET ${address}`), 404, 'TASK_NOT_FOUND')
  problemIn(await call(app, `PUT ${address}`, { body: { title: 'New' } }), 404, 'TASK_NOT_FOUND')
  problemIn(await call(app, `PATCH ${address}`, { body: {} }), 404, 'TASK_NOT_FOUND')
  problemIn(await call(app, `DELETE ${address}`), 404, 'TASK_NOT_FOUND')
  assert.deepEqual((await call(app, 'GET /api/tasks')).json().data.tasks, [])
})

test('a trailing slash is the same address, without a redirect', async () => {
  const app = await openServer()
  const created = await call(app, 'POST /api/tasks/', { body: { title: 'Buy milk' } })
  assert.equal(created.statusCode, 201)
  assert.equal(created.headers.location, `/api/tasks/${firstId}`)
  assert.equal((await call(app, 'GET /api/tasks/')).body, (await call(app, 'GET /api/tasks')).body)
  assert.equal((await call(app, 'GET /api/tasks/?limit=1')).statusCode, 200)
  assert.equal((await call(app, `GET /api/tasks/${firstId}/`)).body, created.body)
  assert.equal((await call(app, `PUT /api/tasks/${firstId}/`, { body: { title: 'A' } })).statusCode, 200)
  assert.equal((await call(app, `PATCH /api/tasks/${firstId}/`, { body: { title: 'B' } })).statusCode, 200)
  assert.equal((await call(app, `DELETE /api/tasks/${firstId}/`)).statusCode, 200)
})

test('HEAD answers what GET does, without the body', async () => {
  const app = await openServer()
  await call(app, 'POST /api/tasks', { body: { title: 'Buy milk' } })
  for (const path of ['/api/tasks', `/api/tasks/${firstId}`, `/api/tasks/${chosenId}`]) {
    const get = await call(app, `GET ${path}`)
    const head = await call(app, `HEAD ${path}`)
    assert.equal(head.body, '')
    assert.equal(head.statusCode, get.statusCode)
    for (const name of ['content-type', 'content-length', 'etag']) {
      assert.equal(head.headers[name], get.headers[name], name)
    }
  }
})
