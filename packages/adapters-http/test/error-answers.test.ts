import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { type Refusal, StorageUnavailable, type Task, TaskError, taskUseCases } from '@taskport/domain'
import { inMemoryPorts } from '@taskport/domain/in-memory'
import { type HttpProblem, HttpProblemError } from '../src/problems/http-problem.js'
import {
  bodyTooLarge,
  headersTooLarge,
  internalError,
  invalidRequest,
  malformedRequest,
  methodNotAllowed,
  requestTimeout,
  routeNotFound,
  serviceUnavailable,
  unauthorized,
  unsupportedMediaType,
} from '../src/problems/http-problems.js'
import { problemBody } from '../src/problems/problem-reply.js'
import { refusalProblem } from '../src/problems/refusal-problems.js'
import { bareApp } from './support/bare-app.js'
import { memoryLog } from './support/memory-log.js'
import { problemIn } from './support/problem.js'

const someTask = async (): Promise<Task> =>
  (await taskUseCases(inMemoryPorts()).createTask({ ownerId: 'ann', title: 'Buy milk' })).task

/** What a request is answered whose route throws this, and what the log is told. */
const answerTo = async (error: unknown) => {
  const { logger, lines } = memoryLog()
  const app = bareApp(logger)
  app.get('/', () => {
    throw error
  })
  const response = await app.inject('/')
  // Fastify's own lines are about the request.
  const logged = lines
    .filter((line) => !('req' in line || 'res' in line))
    .map(({ level, message, err }) => [level, message, err])
  return { response, logged }
}

const problems: readonly [HttpProblem, status: number, code: string, title: string][] = [
  [malformedRequest('So.'), 400, 'MALFORMED_REQUEST', 'Malformed request'],
  [unauthorized, 401, 'UNAUTHORIZED', 'Sign in to use this'],
  [routeNotFound, 404, 'ROUTE_NOT_FOUND', 'There is nothing here'],
  [methodNotAllowed(['GET']), 405, 'METHOD_NOT_ALLOWED', 'This address does not answer that method'],
  [requestTimeout, 408, 'REQUEST_TIMEOUT', 'The request took too long to arrive'],
  [bodyTooLarge, 413, 'BODY_TOO_LARGE', 'The request body is larger than 64 KiB'],
  [
    unsupportedMediaType,
    415,
    'UNSUPPORTED_MEDIA_TYPE',
    'Send JSON: Content-Type application/json, in UTF-8, without Content-Encoding',
  ],
  [invalidRequest([]), 422, 'INVALID_REQUEST', 'The request is not valid'],
  [headersTooLarge, 431, 'HEADERS_TOO_LARGE', 'The request headers are too large'],
  [internalError, 500, 'INTERNAL_ERROR', 'Something went wrong on our side'],
  [serviceUnavailable(3), 503, 'SERVICE_UNAVAILABLE', 'The service is busy or restarting; try again shortly'],
]

for (const [problem, status, code, title] of problems) {
  test(`${code} is ${status}, in its words`, () => {
    assert.deepEqual([problem.status, problem.code, problem.title], [status, code, title])
  })
}

test('a problem’s headers say what to do about it', () => {
  assert.deepEqual(unauthorized.headers, { 'www-authenticate': 'Bearer' })
  assert.deepEqual(methodNotAllowed(['GET', 'HEAD', 'PUT']).headers, { allow: 'GET, HEAD, PUT' })
  assert.deepEqual(serviceUnavailable(3).headers, { 'retry-after': '3' })
})

test('a problem’s body has each sentence under the names that callers read', async () => {
  const task = await someTask()
  const errors = [{ pointer: '/title', code: 'BLANK', message: 'No.' }]
  assert.deepEqual(problemBody({ status: 418, code: 'UNSUPPORTED_MEDIA_TYPE', title: 'A teapot' }, 'r1'), {
    success: false,
    error: 'A teapot',
    detail: 'A teapot',
    type: 'urn:taskport:problem:unsupported-media-type',
    title: 'A teapot',
    status: 418,
    code: 'UNSUPPORTED_MEDIA_TYPE',
    requestId: 'r1',
  })
  const whole = problemBody(
    { status: 418, code: 'INVALID_REQUEST', title: 'A teapot', detail: 'This one', errors, current: task },
    'r2',
  )
  assert.deepEqual(
    [whole.error, whole.detail, whole.title, whole.errors, whole.current],
    ['This one', 'This one', 'A teapot', errors, task],
  )
})

test('of many wrong fields 50 are named, and of their sentences five are told, each once', () => {
  const named = (count: number) =>
    Array.from({ length: count }, (_, index) => ({
      pointer: `/${index}`,
      code: 'X',
      message: `M${Math.floor(index / 2)}.`,
    }))
  assert.equal(invalidRequest(named(50)).errors?.length, 50)
  const { errors, detail } = invalidRequest(named(51))
  assert.deepEqual([errors?.length, errors?.[0]?.pointer, errors?.[49]?.pointer], [50, '/0', '/49'])
  assert.equal(detail, 'M0. M1. M2. M3. M4.')
})

const refusals: readonly [
  code: Exclude<Refusal['code'], 'INVALID_TEXT' | 'VERSION_CONFLICT' | 'TASK_QUOTA_REACHED'>,
  number,
  string,
][] = [
  ['TASK_NOT_FOUND', 404, 'Task not found'],
  ['TASK_ID_TAKEN', 409, 'Another task already has this id'],
  ['TASK_NOT_DELETED', 409, 'The task is not in the trash'],
  ['CHANGES_GONE', 410, 'That was too long ago; start over without since'],
]

describe('a refusal of the domain has a status and words', () => {
  for (const [code, status, title] of refusals) {
    test(code, async () => {
      assert.deepEqual(refusalProblem({ code }), { code, status, title })
      const { response, logged } = await answerTo(new TaskError({ code }))
      assert.equal(problemIn(response, status, code).error, title)
      assert.deepEqual(logged, [], 'a refusal is no fault')
    })
  }

  test('TASK_QUOTA_REACHED says how many are too many', async () => {
    const { response } = await answerTo(new TaskError({ code: 'TASK_QUOTA_REACHED', quota: 1_000 }))
    assert.equal(
      problemIn(response, 403, 'TASK_QUOTA_REACHED').error,
      'You have 1,000 tasks, those in the trash too: as many as you may keep',
    )
  })

  test('VERSION_CONFLICT shows the task as it is now, and its version', async () => {
    const current = await someTask()
    const { response } = await answerTo(new TaskError({ code: 'VERSION_CONFLICT', current }))
    assert.equal(
      problemIn(response, 412, 'VERSION_CONFLICT').error,
      'The task has changed since you last saw it',
    )
    assert.deepEqual(response.json().current, current)
    assert.equal(response.headers.etag, `"${current.version}"`)
  })

  test('INVALID_TEXT names each field as the caller knows it', async () => {
    const problem = refusalProblem({
      code: 'INVALID_TEXT',
      problems: [
        { field: 'title', problem: 'BLANK' },
        { field: 'description', problem: 'TOO_LONG' },
        { field: 'search', problem: 'MALFORMED' },
      ],
    })
    assert.deepEqual(
      [problem.status, problem.code, problem.errors],
      [
        422,
        'INVALID_REQUEST',
        [
          { pointer: '/title', code: 'BLANK', message: 'The title must show at least one character.' },
          {
            pointer: '/description',
            code: 'TOO_LONG',
            message: 'The description must have at most 1000 characters.',
          },
          {
            pointer: '/q',
            code: 'MALFORMED',
            message: 'The q holds a character that cannot be kept (U+0000, or half of a surrogate pair).',
          },
        ],
      ],
    )
  })
})

describe('what is thrown becomes an answer', () => {
  test('a problem, as it says', async () => {
    const error = new HttpProblemError(methodNotAllowed(['GET', 'PUT']), { cause: 'why' })
    assert.deepEqual(
      [error.name, error.message, error.cause],
      ['HttpProblemError', 'METHOD_NOT_ALLOWED', 'why'],
    )
    const { response, logged } = await answerTo(error)
    problemIn(response, 405, 'METHOD_NOT_ALLOWED')
    assert.equal(response.headers.allow, 'GET, PUT')
    assert.deepEqual(logged, [])
  })

  test('storage that is away, as a 503 and a warning', async () => {
    const error = new StorageUnavailable('10.0.0.7 is down', { retryAfterSeconds: 7 })
    const { response, logged } = await answerTo(error)
    problemIn(response, 503, 'SERVICE_UNAVAILABLE')
    assert.equal(response.headers['retry-after'], '7')
    assert.deepEqual(logged, [['warn', 'Request turned away: storage is unavailable', error]])
  })

  const frameworks: readonly [code: string, status: number, problem: string, sentence: string][] = [
    ['FST_ERR_BAD_URL', 400, 'MALFORMED_REQUEST', 'The URL is malformed.'],
    ['FST_ERR_CTP_BODY_TOO_LARGE', 413, 'BODY_TOO_LARGE', 'The request body is larger than 64 KiB'],
    [
      'FST_ERR_CTP_INVALID_MEDIA_TYPE',
      415,
      'UNSUPPORTED_MEDIA_TYPE',
      'Send JSON: Content-Type application/json, in UTF-8, without Content-Encoding',
    ],
    [
      'FST_ERR_CTP_INVALID_CONTENT_LENGTH',
      400,
      'MALFORMED_REQUEST',
      'The body is not as long as Content-Length says.',
    ],
  ]
  for (const [code, status, problem, sentence] of frameworks) {
    test(`Fastify's ${code}, as ${status}`, async () => {
      const { response, logged } = await answerTo(Object.assign(new Error('no'), { code }))
      assert.equal(problemIn(response, status, problem).error, sentence)
      assert.deepEqual(logged, [])
    })
  }

  const faults = {
    'an error without a code': new Error('secret'),
    'an error with another code': Object.assign(new Error('secret'), { code: '42P01', statusCode: 404 }),
    'an error whose code is no text': Object.assign(new Error('secret'), { code: ['FST_ERR_BAD_URL'] }),
    'an error with a code that objects inherit': Object.assign(new Error('secret'), { code: 'constructor' }),
    'an object that only looks like an error': { code: 'FST_ERR_BAD_URL', message: 'secret' },
  }
  for (const [name, fault] of Object.entries(faults)) {
    test(`anything else, as a fault of ours: ${name}`, async () => {
      const { response, logged } = await answerTo(fault)
      assert.equal(problemIn(response, 500, 'INTERNAL_ERROR').error, 'Something went wrong on our side')
      assert.doesNotMatch(JSON.stringify([response.headers, response.body]), /secret/)
      assert.deepEqual(logged, [['error', 'Request failed by a fault of ours', fault]])
    })
  }

  test('a request that broke off, as nobody’s fault', async () => {
    const { logger, lines } = memoryLog()
    const app = bareApp(logger)
    const broken = new Error('aborted')
    app.get('/', (request) => {
      Object.defineProperty(request.raw, 'errored', { value: broken })
      throw broken
    })
    const { detail } = problemIn(await app.inject('/'), 400, 'MALFORMED_REQUEST')
    assert.equal(detail, 'The request ended before its body was complete.')
    assert.deepEqual(
      lines.filter(({ level }) => level === 'error'),
      [],
    )
    assert.ok(
      lines.some(
        ({ level, message }) => level === 'info' && message === 'Request ended before its body was complete',
      ),
    )
  })
})
