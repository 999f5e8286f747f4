import assert from 'node:assert/strict'
import { test } from 'node:test'
import { StorageUnavailable, TaskError, type TaskUseCases, taskUseCases } from '@taskport/domain'
import { inMemoryPorts } from '@taskport/domain/in-memory'
import type { LightMyRequestResponse } from 'fastify'
import { openapiDocument } from '../src/index.js'
import { call } from './support/call.js'
import { memoryLog } from './support/memory-log.js'
import { openServer } from './support/open-server.js'
import { problemIn, withoutRequestId, wrongFields } from './support/problem.js'
import { schemaValidator } from './support/schema-validator.js'

const id = '00000000-0000-7000-8000-000000000001'
const unknownId = '00000000-0000-7000-8000-00000000ffff'

/** A server each of whose use cases fails with this error. */
const openFailing = async (error: Error) => {
  const fail = async () => {
    throw error
  }
  const useCases: TaskUseCases = {
    createTask: fail,
    getTask: fail,
    listTasks: fail,
    updateTask: fail,
    deleteTask: fail,
    toggleTask: fail,
    restoreTask: fail,
    listChanges: fail,
    purgeTrash: fail,
  }
  const { logger, withMessage } = memoryLog()
  return { app: await openServer({ useCases, logger }), withMessage }
}

const requests = [
  ['GET /api/tasks'],
  ['POST /api/tasks', { title: 'x' }],
  [`GET /api/tasks/${id}`],
  [`PUT /api/tasks/${id}`, { title: 'x' }],
  [`PATCH /api/tasks/${id}`, { title: 'x' }],
  [`DELETE /api/tasks/${id}`],
  [`POST /api/tasks/${id}/restore`],
  ['GET /api/changes'],
] as const

test('each refusal and problem has its status, code and title, and the documented form', async () => {
  const app = await openServer()
  await call(app, 'POST /api/tasks', { body: { id, title: 'x' } })
  const problems: readonly [Promise<LightMyRequestResponse>, status: number, code: string, title: string][] =
    [
      [call(app, 'POST /api/tasks', { body: '{' }), 400, 'MALFORMED_REQUEST', 'Malformed request'],
      [call(app, 'GET /api/%ff'), 400, 'MALFORMED_REQUEST', 'Malformed request'],
      [call(app, 'GET /api/tasks', { user: null }), 401, 'UNAUTHORIZED', 'Sign in to use this'],
      [call(app, `GET /api/tasks/${unknownId}`), 404, 'TASK_NOT_FOUND', 'Task not found'],
      [call(app, 'GET /nothing'), 404, 'ROUTE_NOT_FOUND', 'There is nothing here'],
      [call(app, 'PUT /api/tasks'), 405, 'METHOD_NOT_ALLOWED', 'This address does not answer that method'],
      [
        call(app, 'POST /api/tasks', { body: { id, title: 'y' } }),
        409,
        'TASK_ID_TAKEN',
        'Another task already has this id',
      ],
      [
        call(app, 'POST /api/tasks', { body: ' '.repeat(65_537) }),
        413,
        'BODY_TOO_LARGE',
        'The request body is larger than 64 KiB',
      ],
      [
        call(app, 'POST /api/tasks', { body: 'x', headers: { 'content-type': 'text/plain' } }),
        415,
        'UNSUPPORTED_MEDIA_TYPE',
        'Send JSON: Content-Type application/json, in UTF-8, without Content-Encoding',
      ],
      [call(app, 'POST /api/tasks', { body: {} }), 422, 'INVALID_REQUEST', 'The request is not valid'],
    ]
  const validate = schemaValidator(openapiDocument(app), '#/components/schemas/Problem')
  for (const [response, status, code, title] of problems) {
    const answer = await response
    assert.equal(problemIn(answer, status, code).title, title)
    validate(answer.json())
  }
})

test('a refusal of the domain that the schema let through is told like any other', async () => {
  const { app } = await openFailing(
    new TaskError({
      code: 'INVALID_TEXT',
      problems: [
        { field: 'title', problem: 'BLANK' },
        { field: 'description', problem: 'MALFORMED' },
      ],
    }),
  )
  const response = await call(app, 'POST /api/tasks', { body: { title: 'x' } })
  assert.deepEqual(wrongFields(response), ['/description MALFORMED', '/title BLANK'])
})

test('a fault is a 500 that tells nothing, and a line in the log that tells all', async () => {
  const fault = Object.assign(new Error('relation "tasks" does not exist'), {
    statusCode: 418,
    code: '42P01',
    headers: { 'x-secret': 'secret' },
  })
  const { app, withMessage } = await openFailing(fault)
  const validate = schemaValidator(openapiDocument(app), '#/components/schemas/Problem')
  for (const [request, body] of requests) {
    const response = await call(app, request, { body })
    const { requestId, detail } = problemIn(response, 500, 'INTERNAL_ERROR')
    assert.equal(detail, 'Something went wrong on our side')
    assert.doesNotMatch(
      JSON.stringify([response.headers, withoutRequestId(response)]),
      /relation|42P01|secret|418/,
    )
    validate(response.json())
    const line = withMessage('Request failed by a fault of ours').at(-1)
    assert.deepEqual([line?.level, line?.requestId, line?.err], ['error', requestId, fault])
  }
  assert.equal(withMessage('Request failed by a fault of ours').length, requests.length)
})

test('a lost connection to something of ours is a fault, not the caller leaving', async () => {
  const { app, withMessage } = await openFailing(Object.assign(new Error('read'), { code: 'ECONNRESET' }))
  problemIn(await call(app, 'POST /api/tasks', { body: { title: 'x' } }), 500, 'INTERNAL_ERROR')
  assert.equal(withMessage('Request failed by a fault of ours').length, 1)
})

test('storage that is unavailable is a 503 that says when to come back, and a warning in the log', async () => {
  const error = new StorageUnavailable('10.0.0.7 is down', { retryAfterSeconds: 7, cause: new Error('why') })
  const { app, withMessage } = await openFailing(error)
  const validate = schemaValidator(openapiDocument(app), '#/components/schemas/Problem')
  for (const [request, body] of requests) {
    const response = await call(app, request, { body })
    const { requestId, detail } = problemIn(response, 503, 'SERVICE_UNAVAILABLE')
    assert.equal(detail, 'The service is busy or restarting; try again shortly')
    assert.equal(response.headers['retry-after'], '7')
    assert.doesNotMatch(response.body, /10\.0|why/)
    validate(response.json())
    const line = withMessage('Request turned away: storage is unavailable').at(-1)
    assert.deepEqual([line?.level, line?.requestId, line?.err], ['warn', requestId, error])
  }
  assert.deepEqual(withMessage('Request failed by a fault of ours'), [])
})

test('another user’s task answers what an unknown one answers, byte by byte, and stays as it is', async () => {
  const useCases = taskUseCases(inMemoryPorts())
  const app = await openServer({ useCases })
  await call(app, 'POST /api/tasks', { body: { id, title: 'Of Alice' } })
  const before = (await call(app, 'GET /api/tasks')).body
  for (const [method, body] of [
    ['GET'],
    ['HEAD'],
    ['PUT', { title: 'x' }],
    ['PATCH', {}],
    ['DELETE'],
  ] as const) {
    const others = await call(app, `${method} /api/tasks/${id}`, { user: 'bob', body })
    const unknown = await call(app, `${method} /api/tasks/${unknownId}`, { user: 'bob', body })
    assert.equal(others.statusCode, 404)
    assert.equal(withoutRequestId(others), withoutRequestId(unknown))
    assert.deepEqual({ ...others.headers, date: '' }, { ...unknown.headers, date: '' })
  }
  assert.equal((await call(app, 'GET /api/tasks')).body, before)
})

test('storage that cannot say what became of a write is a 503 of another code; of reading there is nothing to say', async () => {
  const error = new StorageUnavailable('Connection lost', { retryAfterSeconds: 1, isOutcomeUnknown: true })
  const { app } = await openFailing(error)
  for (const [request, body] of requests) {
    const response = await call(app, request, { body })
    problemIn(response, 503, request.startsWith('GET') ? 'SERVICE_UNAVAILABLE' : 'OUTCOME_UNKNOWN')
    assert.equal(response.headers['retry-after'], '1')
  }
})

test('the readiness of a server whose database is away is a 503, without the cause', async () => {
  const { logger, lines } = memoryLog()
  const cause = new Error('10.0.0.7 is down')
  const app = await openServer({ ping: () => Promise.reject(cause), logger })
  const response = await call(app, 'GET /health/ready', { user: null })
  assert.equal(response.statusCode, 503)
  assert.equal(response.headers['retry-after'], '1')
  assert.equal(response.body, '{"status":"unavailable"}')
  assert.ok(lines.some(({ level, err }) => level === 'warn' && err === cause))
  const live = await call(app, 'GET /health/live', { user: null })
  assert.deepEqual([live.statusCode, live.body], [200, '{"status":"ok"}'])
})
