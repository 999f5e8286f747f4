import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import type { FastifyInstance, LightMyRequestResponse } from 'fastify'
import { type Call, call } from './support/call.js'
import { memoryLog } from './support/memory-log.js'
import { openServer } from './support/open-server.js'
import { problemIn } from './support/problem.js'

const origin = 'https://app.example.com'

/** The statuses of so many requests, one after another. */
const statuses = async (app: FastifyInstance, request: string, count: number, options?: Call) => {
  const found: number[] = []
  for (let sent = 0; sent < count; sent += 1) found.push((await call(app, request, options)).statusCode)
  return found
}

const assertTurnedAway = (response: LightMyRequestResponse): number => {
  problemIn(response, 429, 'TOO_MANY_REQUESTS')
  const seconds = Number(response.headers['retry-after'])
  assert.ok(Number.isInteger(seconds) && seconds >= 1 && seconds <= 60, `Retry-After: ${seconds}`)
  return seconds
}

const stopClock = (t: TestContext) => t.mock.timers.enable({ apis: ['Date'], now: 1_800_000_000_000 })

test('a user over the rate is turned away until the minute is over, whatever they ask, and others are not', async (t) => {
  stopClock(t)
  const app = await openServer({ rateLimits: { perUser: 3 } })
  assert.deepEqual(await statuses(app, 'GET /api/tasks', 2), [200, 200])
  const { headers } = await call(app, 'GET /api/tasks')
  assert.equal(headers['retry-after'], undefined)

  t.mock.timers.tick(20_000)
  const refused = await call(app, 'POST /api/tasks', { body: { title: 'Over the rate' } })
  assert.equal(assertTurnedAway(refused), 40)
  assert.deepEqual(await statuses(app, 'GET /api/changes', 2), [429, 429])
  assert.deepEqual(await statuses(app, 'GET /api/tasks', 3, { user: 'bob' }), [200, 200, 200])

  t.mock.timers.tick(40_000)
  const list = await call(app, 'GET /api/tasks')
  assert.equal(list.statusCode, 200)
  assert.deepEqual(list.json().data.tasks, [], 'what was turned away did not happen')
})

test('an address over the rate is turned away with a token and without, but for health checks', async () => {
  const app = await openServer({ rateLimits: { perAddress: 4 } })
  assert.deepEqual(await statuses(app, 'GET /health/ready', 10), Array(10).fill(200))
  assert.deepEqual(
    [
      await statuses(app, 'GET /api/tasks', 1, { user: null }),
      await statuses(app, 'GET /nothing', 1),
      await statuses(app, 'GET /openapi.json', 1),
      await statuses(app, 'GET /api/tasks', 1),
    ],
    [[401], [404], [200], [200]],
  )
  for (const request of ['GET /api/tasks', 'GET /nothing', 'GET /docs/', 'PUT /api/tasks']) {
    assertTurnedAway(await call(app, request))
    assertTurnedAway(await call(app, request, { user: null }))
  }
  assert.deepEqual(await statuses(app, 'GET /health/live', 10), Array(10).fill(200))
})

test('a page of a listed origin can read that it is turned away, and when to go on', async () => {
  const app = await openServer({ rateLimits: { perAddress: 1 }, allowedOrigins: [origin] })
  const refused = (
    await Promise.all([1, 2].map(() => call(app, 'GET /api/tasks', { headers: { origin } })))
  ).find(({ statusCode }) => statusCode === 429)
  assert.equal(refused?.headers['access-control-allow-origin'], origin)
  assert.match(String(refused?.headers['access-control-expose-headers']), /Retry-After/)
})

test('without limits nobody is turned away', async () => {
  const app = await openServer()
  assert.deepEqual(await statuses(app, 'GET /api/tasks', 50), Array(50).fill(200))
})

test('the log names the limit, and an address only when it is over its own', async () => {
  const log = memoryLog()
  const app = await openServer({ rateLimits: { perAddress: 3, perUser: 1 }, logger: log.logger })
  assert.deepEqual(await statuses(app, 'GET /api/tasks', 4), [200, 429, 429, 429])
  assert.deepEqual(
    log
      .withMessage('Request answered')
      .map(({ exceeded, address, user }) => [exceeded, address, user !== undefined]),
    [
      [undefined, undefined, true],
      ['user', undefined, true],
      ['user', undefined, true],
      ['address', '127.0.0.1', false],
    ],
  )
})
