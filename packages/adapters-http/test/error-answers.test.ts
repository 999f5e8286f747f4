import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { StorageUnavailable } from '@taskport/domain'
import { HttpProblemError } from '../src/problems/http-problem.js'
import { methodNotAllowed } from '../src/problems/http-problems.js'
import { answerTo } from './support/answer-to.js'
import { bareApp } from './support/bare-app.js'
import { memoryLog } from './support/memory-log.js'
import { problemIn } from './support/problem.js'

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
