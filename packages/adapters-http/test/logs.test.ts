import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inspect } from 'node:util'
import { call } from './support/call.js'
import { memoryLog } from './support/memory-log.js'
import { openServer } from './support/open-server.js'

const id = '00000000-0000-7000-8000-000000000001'
const answered = 'Request answered'

/** The first 12 hexadecimal digits of the SHA-256 of `alice`. */
const hashOfAlice = '2bd806c97f0e'

test('every request leaves one line: its id, method, route, status, milliseconds and user', async () => {
  const { logger, withMessage } = memoryLog()
  const app = await openServer({ logger })
  const expected: [request: string, body: unknown, route: string | null, status: number][] = [
    ['POST /api/tasks', { title: 'x' }, '/api/tasks', 201],
    ['POST /api/tasks', { title: '' }, '/api/tasks', 422],
    ['GET /api/tasks?limit=5', undefined, '/api/tasks', 200],
    [`GET /api/tasks/${id}`, undefined, '/api/tasks/:id', 200],
    [`HEAD /api/tasks/${id}`, undefined, '/api/tasks/:id', 200],
    ['GET /api/tasks/x', undefined, '/api/tasks/:id', 404],
    [`DELETE /api/tasks/${id}`, undefined, '/api/tasks/:id', 200],
    ['PUT /api/tasks', {}, null, 405],
    ['GET /nothing?x=1', undefined, null, 404],
    ['GET /api/tasks/%ff', undefined, null, 400],
    ['DELETE /%zz', undefined, null, 400],
  ]
  for (const [request, body, route, status] of expected) {
    const before = withMessage(answered).length
    const response = await call(app, request, { body })
    const [line, ...others] = withMessage(answered).slice(before)
    assert.deepEqual(others, [])
    assert.ok(line)
    const { requestId, milliseconds, user, ...rest } = line
    assert.deepEqual(rest, { level: 'info', message: answered, method: request.split(' ')[0], route, status })
    assert.ok(typeof milliseconds === 'number' && milliseconds >= 0 && milliseconds < 60_000)
    assert.equal(user, route === null ? undefined : hashOfAlice)
    const { requestId: told } = /"requestId":"(?<requestId>[^"]+)"/.exec(response.body)?.groups ?? {}
    assert.equal(typeof requestId, 'string')
    if (told !== undefined) assert.equal(requestId, told)
  }
  const ids = withMessage(answered).map(({ requestId }) => requestId)
  assert.equal(new Set(ids).size, expected.length, 'no two requests share an id')
})

test('the id of a request is ours, whatever the caller calls it', async () => {
  const { logger, lines } = memoryLog()
  const app = await openServer({ logger })
  await call(app, 'GET /api/tasks', { headers: { 'request-id': 'theirs', 'x-request-id': 'theirs' } })
  assert.doesNotMatch(inspect(lines), /theirs/)
})

test('a refused token leaves its reason in the log, under the request’s id', async () => {
  const { logger, withMessage } = memoryLog()
  const app = await openServer({ logger })
  const reasons = async (headers: Record<string, string>) => {
    const { requestId } = (await call(app, 'GET /api/tasks', { user: null, headers })).json()
    const line = withMessage('Token refused').at(-1)
    assert.equal(line?.requestId, requestId)
    return line?.reason
  }
  assert.equal(await reasons({}), 'no-token')
  assert.equal(await reasons({ authorization: 'Basic YWxpY2U6' }), 'not-a-bearer-token')
  assert.equal(await reasons({ authorization: 'Bearer 0' }), 'not-small-letters')
  assert.deepEqual(
    withMessage(answered).map(({ status, user }) => [status, user]),
    Array(3).fill([401, undefined]),
  )
})

test('good health checks leave no line, bad ones do', async () => {
  const { logger, lines, withMessage } = memoryLog()
  const healthy = await openServer({ logger })
  await call(healthy, 'GET /health/live', { user: null })
  await call(healthy, 'GET /health/ready', { user: null })
  assert.deepEqual(lines, [])
  const ill = await openServer({ logger, ping: () => Promise.reject(new Error('away')) })
  await call(ill, 'GET /health/ready', { user: null })
  assert.deepEqual(
    withMessage(answered).map(({ status }) => status),
    [503],
  )
})

test('no line holds a token, a text of a task, a query or a user’s name', async () => {
  const { logger, lines } = memoryLog()
  const app = await openServer({ logger })
  const body = { title: 'sesame-title', description: 'sesame-description' }
  const user = 'sesame'
  await call(app, 'POST /api/tasks', { user, body })
  await call(app, 'POST /api/tasks', { user, body: { ...body, 'sesame-field': 'x', status: 'sesame' } })
  await call(app, 'POST /api/tasks', { user, body: '{"title":"sesame' })
  await call(app, 'POST /api/tasks', { user, body: Buffer.from([0x73, 0x65, 0xff]) })
  await call(app, 'POST /api/tasks', { user, body: 'sesame', headers: { 'content-type': 'text/sesame' } })
  await call(app, 'POST /api/tasks', { user, body: 'sesame'.repeat(20_000) })
  await call(app, `PATCH /api/tasks/${id}`, { user, body: { title: 'sesame-2' } })
  await call(app, 'GET /api/tasks?limit=sesame', { user })
  await call(app, 'GET /api/tasks?q=sesame%ff', { user })
  await call(app, 'GET /api/tasks/sesame', { user })
  await call(app, 'GET /api/tasks/sesame%ff', { user })
  await call(app, 'GET /sesame', { user })
  await call(app, 'GET /api/tasks', { headers: { authorization: 'Sesame sesame' } })
  await call(app, 'GET /api/tasks', { user: 'SESAME0.sesame' })
  assert.ok(lines.length > 10)
  assert.doesNotMatch(inspect(lines, { depth: 10, maxStringLength: null }), /sesame|authorization/i)
})
