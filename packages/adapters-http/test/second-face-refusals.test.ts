import assert from 'node:assert/strict'
import { test } from 'node:test'
import { StorageUnavailable, TaskError, taskUseCases } from '@taskport/domain'
import { inMemoryPorts } from '@taskport/domain/in-memory'
import { openapiDocument } from '../src/index.js'
import { recordRoutes } from '../src/testing/index.js'
import { allUseCases } from './support/all-use-cases.js'
import { call } from './support/call.js'
import { detailIn } from './support/detail.js'
import { memoryLog } from './support/memory-log.js'
import { openServer } from './support/open-server.js'
import { schemaValidator } from './support/schema-validator.js'
import { id, requests } from './support/second-face-requests.js'

test('every route of this face is among these requests', async () => {
  const { routes } = await recordRoutes(openServer)
  const known = requests.map(([request]) => request.replace('alice', ':userId').replace(id, ':id'))
  assert.deepEqual(
    routes.filter((route) => route.includes('/:userId') && !route.startsWith('HEAD ')),
    [...new Set(known)].sort(),
  )
})

test('422 says in one text all that is wrong with a body', async () => {
  const app = await openServer()
  await call(app, 'POST /api/tasks', { body: { id, title: 'x' } })
  const [create, change, complete] = [
    'POST /api/alice/tasks',
    `PUT /api/alice/tasks/${id}`,
    `PATCH /api/alice/tasks/${id}/complete`,
  ]
  const object = 'The request needs a JSON object as its body.'
  const refusals: readonly (readonly [request: string, body: unknown, detail: string])[] = [
    [create, {}, 'The title is required.'],
    [create, { title: ' ' }, 'The title must show at least one character.'],
    [create, { title: 'x'.repeat(256) }, 'The title must have at most 255 characters.'],
    [
      create,
      { title: 'x', description: 'x'.repeat(1_001) },
      'The description must have at most 1000 characters.',
    ],
    [create, { title: 'x', user_id: 'alice' }, 'There is no field named "user_id".'],
    [create, { title: 'x', id }, 'There is no field named "id".'],
    [create, { title: 'x', completed: null }, 'The completed must be true or false.'],
    [create, { title: 7, completed: 'no' }, 'The title must be a text. The completed must be true or false.'],
    [create, [], object],
    [create, undefined, object],
    [change, undefined, object],
    [change, { status: 'completed' }, 'There is no field named "status".'],
    [change, { title: null }, 'The title must be a text.'],
    [change, '{"title":"x","title":"y"}', 'The field "title" is given more than once.'],
    [complete, { completed: 'true' }, 'The completed must be true or false.'],
    [complete, { is_completed: true }, 'There is no field named "is_completed".'],
    [complete, [], object],
    [complete, 'true', object],
  ]
  for (const [request, body, detail] of refusals) {
    assert.equal(detailIn(await call(app, request, { body }), 422), detail)
  }
  detailIn(await call(app, `${complete}?completed=true`), 422)
  detailIn(await call(app, `GET /api/alice/tasks/${id}?x=1`), 422)
})

test('400, 413 and 415 say what is wrong with the form', async () => {
  const app = await openServer()
  for (const [request] of requests.filter(([, body]) => body !== undefined)) {
    assert.equal(detailIn(await call(app, request, { body: '{' }), 400), 'The request body is not JSON.')
    assert.match(detailIn(await call(app, request, { body: ' '.repeat(65_537) }), 413), /64 KiB/)
    const headers = { 'content-type': 'text/plain' }
    assert.match(detailIn(await call(app, request, { body: 'x', headers }), 415), /^Send JSON/)
    const encoded = { 'content-encoding': 'gzip' }
    assert.match(detailIn(await call(app, request, { body: 'x', headers: encoded }), 415), /^Send JSON/)
    assert.equal(detailIn(await call(app, `${request}?x=%ff`, { body: {} }), 400), 'The URL is malformed.')
  }
})

test('over the rate: 429, and when to come back; over the quota: 403', async () => {
  const limited = await openServer({ rateLimits: { perUser: 2 } })
  for (const status of [200, 200, 429]) {
    const response = await call(limited, 'GET /api/alice/tasks')
    assert.equal(response.statusCode, status)
    if (status !== 429) continue
    assert.equal(detailIn(response, 429), 'Too many requests; wait a little')
    assert.match(String(response.headers['retry-after']), /^[1-9]\d?$/)
  }
  const full = await openServer({ useCases: taskUseCases(inMemoryPorts(), { taskQuota: 1 }) })
  assert.equal((await call(full, 'POST /api/alice/tasks', { body: { title: 'x' } })).statusCode, 201)
  assert.match(
    detailIn(await call(full, 'POST /api/alice/tasks', { body: { title: 'x' } }), 403),
    /^You have 1 tasks/,
  )
})

test('a fault is a 500 that tells nothing, storage that is away a 503 that says when to come back', async () => {
  const { logger, withMessage } = memoryLog()
  let error: Error = new Error('relation "tasks" does not exist')
  const fail = async () => {
    throw error
  }
  const app = await openServer({ useCases: allUseCases(fail), logger })
  const validate = schemaValidator(openapiDocument(app), '#/components/schemas/Detail')
  for (const [request, body] of requests) {
    const response = await call(app, request, { body })
    assert.equal(detailIn(response, 500), 'Something went wrong on our side')
    validate(response.json())
  }
  assert.equal(withMessage('Request failed by a fault of ours').length, requests.length)

  error = new StorageUnavailable('10.0.0.7 is down', { retryAfterSeconds: 7 })
  for (const [request, body] of requests) {
    const response = await call(app, request, { body })
    assert.equal(detailIn(response, 503), 'The service is busy or restarting; try again shortly')
    assert.equal(response.headers['retry-after'], '7')
  }
  assert.equal(withMessage('Request turned away: storage is unavailable').length, requests.length)

  error = new TaskError({ code: 'INVALID_TEXT', problems: [{ field: 'title', problem: 'BLANK' }] })
  const refused = await call(app, 'POST /api/alice/tasks', { body: { title: 'x' } })
  assert.equal(detailIn(refused, 422), 'The title must show at least one character.')
})

test('answers are private, readable to listed origins, and logged without the user’s id', async () => {
  const { logger, withMessage } = memoryLog()
  const origin = 'https://app.example.com'
  const app = await openServer({ allowedOrigins: [origin], logger })
  for (const [path, status] of [
    ['/api/alice/tasks', 200],
    ['/api/bob/tasks', 403],
  ] as const) {
    const response = await call(app, `GET ${path}`, { headers: { origin } })
    assert.equal(response.statusCode, status)
    assert.equal(response.headers['access-control-allow-origin'], origin)
    assert.equal(response.headers['cache-control'], 'private, no-cache')
    assert.equal(response.headers['x-content-type-options'], 'nosniff')
    const line = withMessage('Request answered').at(-1)
    assert.deepEqual([line?.route, line?.status], ['/api/:userId/tasks', status])
    assert.doesNotMatch(JSON.stringify(line), /alice|bob/)
  }
  const headers = { origin, 'access-control-request-method': 'PATCH' }
  const preflight = await call(app, `OPTIONS /api/alice/tasks/${id}/complete`, { user: null, headers })
  assert.equal(preflight.statusCode, 204)
})
