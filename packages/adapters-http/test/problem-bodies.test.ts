import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { HttpProblem } from '../src/problems/http-problem.js'
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
import { someTask } from './support/some-task.js'

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
    message: 'A teapot',
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
    [whole.error, whole.detail, whole.message, whole.title, whole.errors, whole.current],
    ['This one', 'This one', 'This one', 'A teapot', errors, task],
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
