import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inspect } from 'node:util'
import type { Authenticate } from '../src/index.js'
import { call } from './support/call.js'
import { memoryLog } from './support/memory-log.js'
import { openServer } from './support/open-server.js'
import { problemIn, withoutRequestId } from './support/problem.js'

const unavailable =
  (reason: string): Authenticate =>
  () => ({ outcome: 'unavailable', reason })

test('a token that cannot be judged for now answers 503, and when to come again', async () => {
  for (const authenticate of [
    unavailable('no-keys'),
    async (token: string) => unavailable('no-keys')(token),
  ]) {
    const app = await openServer({ authenticate })
    const response = await call(app, 'GET /api/tasks')
    problemIn(response, 503, 'SERVICE_UNAVAILABLE')
    assert.equal(response.headers['retry-after'], '30')
    assert.equal(response.headers['www-authenticate'], undefined)
  }
})

test('the answer is the same whatever the reason, the token and the route', async () => {
  const one = await openServer({ authenticate: unavailable('no-keys') })
  const other = await openServer({ authenticate: unavailable('https://keys.example.com is down') })
  const expected = withoutRequestId(await call(one, 'GET /api/tasks'))
  for (const response of [
    await call(other, 'GET /api/tasks'),
    await call(one, 'GET /api/tasks', { user: 'bob' }),
    await call(one, 'POST /api/tasks?x=1', { body: '{' }),
    await call(one, 'DELETE /api/tasks/00000000-0000-7000-8000-000000000001'),
  ]) {
    problemIn(response, 503, 'SERVICE_UNAVAILABLE')
    assert.equal(withoutRequestId(response), expected)
  }
})

test('the reason is a warning in the log, and the token is not there', async () => {
  const { logger, lines, withMessage } = memoryLog()
  const app = await openServer({ authenticate: unavailable('no-keys'), logger })
  const { requestId } = problemIn(
    await call(app, 'GET /api/tasks', { user: 'sesame' }),
    503,
    'SERVICE_UNAVAILABLE',
  )
  const [line, ...others] = withMessage('Token not judged: the keys for it cannot be had')
  assert.deepEqual([line?.level, line?.reason, line?.requestId, others], ['warn', 'no-keys', requestId, []])
  assert.deepEqual(withMessage('Request failed by a fault of ours'), [])
  assert.doesNotMatch(inspect(lines, { depth: 10 }), /sesame/)
})

test('without a token it is 401 as ever, and a route without an owner answers', async () => {
  const app = await openServer({ authenticate: unavailable('no-keys') })
  problemIn(await call(app, 'GET /api/tasks', { user: null }), 401, 'UNAUTHORIZED')
  assert.equal((await call(app, 'GET /health/live', { user: null })).statusCode, 200)
})
