import assert from 'node:assert/strict'
import { test } from 'node:test'
import { call } from './support/call.js'
import { openServer } from './support/open-server.js'
import { problemIn, wrongFields } from './support/problem.js'

const id = '00000000-0000-7000-8000-000000000001'

test('POST refuses an id that is no UUID', async () => {
  const app = await openServer()
  const wrong = ['', 'x', `{${id}}`, `urn:uuid:${id}`, id.replaceAll('-', ''), ` ${id}`, `${id}\n`, `${id}0`]
  for (const one of wrong) {
    const response = await call(app, 'POST /api/tasks', { body: { id: one, title: 'x' } })
    assert.deepEqual(wrongFields(response), ['/id NOT_A_UUID'], JSON.stringify(one))
  }
  for (const one of [null, 7, [id], { id }]) {
    const response = await call(app, 'POST /api/tasks', { body: { id: one, title: 'x' } })
    assert.deepEqual(wrongFields(response), ['/id WRONG_TYPE'], JSON.stringify(one))
  }
})

test('PUT and PATCH refuse an id in the body', async () => {
  const app = await openServer()
  await call(app, 'POST /api/tasks', { body: { title: 'x' } })
  for (const method of ['PUT', 'PATCH']) {
    const response = await call(app, `${method} /api/tasks/${id}`, { body: { id } })
    assert.deepEqual(wrongFields(response), ['/id UNKNOWN_FIELD'])
  }
})

test('an address whose id is no UUID names no task', async () => {
  const app = await openServer()
  await call(app, 'POST /api/tasks', { body: { title: 'x' } })
  const wrong = [
    'x',
    `%7B${id}%7D`,
    `urn:uuid:${id}`,
    `${id}%00`,
    `${id}%20`,
    `%20${id}`,
    'a'.repeat(10_000),
    '%2F',
    'constructor',
    "'%20or%201=1--",
  ]
  for (const one of wrong) {
    for (const method of ['GET', 'PUT', 'PATCH', 'DELETE']) {
      const body = method.startsWith('P') ? { body: {} } : {}
      problemIn(await call(app, `${method} /api/tasks/${one}`, body), 404, 'TASK_NOT_FOUND')
    }
  }
})
