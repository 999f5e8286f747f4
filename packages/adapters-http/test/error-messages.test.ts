import assert from 'node:assert/strict'
import { test } from 'node:test'
import { call } from './support/call.js'
import { openServer } from './support/open-server.js'
import { problemIn } from './support/problem.js'

test('thousands of wrong names make a short answer', async () => {
  const app = await openServer()
  const unknown = Array.from({ length: 10_000 }, (_, index) => `"${index.toString(36)}":0`)
  const repeated = `{"title":"x",${'"a":0,'.repeat(9_000)}"b":0}`
  const bodies = [
    `{${unknown
      .join(',')
      .slice(0, 65_000)
      .replace(/,[^,]*$/, '')}}`,
    repeated,
  ]
  for (const body of bodies) {
    const response = await call(app, 'POST /api/tasks', { body })
    assert.equal(response.statusCode, 422)
    assert.ok(response.body.length < 20_000, `${response.body.length} characters`)
  }
  const query = Array.from({ length: 2_500 }, (_, index) => index.toString(36)).join('&')
  const response = await call(app, `GET /api/tasks?${query}`)
  assert.equal(response.statusCode, 422)
  assert.ok(response.body.length < 20_000, `${response.body.length} characters`)
})

test('messages are sentences that say what to change', async () => {
  const app = await openServer()
  const messages = async (request: string, body?: unknown) =>
    problemIn(await call(app, request, { body }), 422, 'INVALID_REQUEST').errors?.map(
      ({ message }) => message,
    )
  const longName = 'n'.repeat(60)

  assert.deepEqual(await messages('POST /api/tasks', ''), ['The request needs a JSON object as its body.'])
  assert.deepEqual(await messages('POST /api/tasks', {}), ['The title is required.'])
  assert.deepEqual(await messages('POST /api/tasks', { title: 5 }), ['The title must be a text.'])
  assert.deepEqual(await messages('POST /api/tasks', { title: '' }), [
    'The title must show at least one character.',
  ])
  assert.deepEqual(await messages('POST /api/tasks', { title: 'x', description: 5 }), [
    'The description must be a text or null.',
  ])
  assert.deepEqual(await messages('POST /api/tasks', { title: 'x', status: 'done' }), [
    'The status must be pending or completed.',
  ])
  assert.deepEqual(await messages('POST /api/tasks', { title: 'x', [longName]: 1 }), [
    `There is no field named "${'n'.repeat(50)}…".`,
  ])
  assert.deepEqual(await messages('POST /api/tasks', '{"title":"a","title":"b"}'), [
    'The field "title" is given more than once.',
  ])
  assert.deepEqual(await messages('GET /api/tasks?limit=x'), [
    'The limit must be given once, as a whole number.',
  ])
  assert.deepEqual(await messages('GET /api/tasks?limit=0'), ['The limit must be at least 1.'])
  assert.deepEqual(await messages('GET /api/tasks?limit=1001'), ['The limit must be at most 1000.'])
})
