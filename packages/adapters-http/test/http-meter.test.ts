import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import { call } from './support/call.js'
import { listen, openConnection } from './support/connection.js'
import { memoryLog } from './support/memory-log.js'
import { openServer } from './support/open-server.js'
import { openWaitingServer } from './support/open-waiting-server.js'
import { recordedMeter } from './support/recorded-meter.js'

const notAnswered = 'Request not answered: its client went away, or was cut off'

const until = async (holds: () => boolean): Promise<void> => {
  const deadline = Date.now() + 10_000
  while (!holds() && Date.now() < deadline) await setTimeout(10)
}

test('each request is told of twice: that it began, and how it ended', async () => {
  const { meter, told } = recordedMeter()
  const app = await openServer({ meter })
  const expected: [request: string, body: unknown, route: string | null, status: number][] = [
    ['POST /api/tasks', { title: 'x' }, '/api/tasks', 201],
    ['GET /api/tasks?limit=5', undefined, '/api/tasks', 200],
    ['HEAD /api/tasks/', undefined, '/api/tasks', 200],
    ['GET /api/tasks/x', undefined, '/api/tasks/:id', 404],
    ['PUT /api/tasks', {}, null, 405],
    ['GET /nothing?x=1', undefined, null, 404],
    ['DELETE /%zz', undefined, null, 400],
    ['GET /health/live', undefined, '/health/live', 200],
  ]
  for (const [request, body, route, status] of expected) {
    await call(app, request, { body })
    assert.deepEqual(told.splice(0), [['began'], ['ended', request.split(' ')[0], route, status]])
  }
})

test('why a token was not accepted is told, and which rate was exceeded', async () => {
  const { meter, told } = recordedMeter()
  const app = await openServer({
    meter,
    rateLimits: { perAddress: 4, perUser: 1 },
    authenticate: (token) =>
      token === 'unknown'
        ? { outcome: 'unavailable', reason: 'key-set-unreachable' }
        : token === 'bad'
          ? { outcome: 'refused', reason: 'expired' }
          : { outcome: 'accepted', userId: token },
  })
  for (const user of ['bad', 'unknown', 'alice', 'alice', 'alice'])
    await call(app, 'GET /api/tasks', { user })
  assert.deepEqual(
    told.filter(([what]) => what !== 'began' && what !== 'ended'),
    [
      ['token refused', 'expired'],
      ['token not judged', 'key-set-unreachable'],
      ['rate exceeded', 'user'],
      ['rate exceeded', 'address'],
    ],
  )
})

test('a client that goes away before its answer ends the request, with one line in the log', async (t) => {
  const { meter, told } = recordedMeter()
  const { logger, lines } = memoryLog()
  const { app, called, release } = await openWaitingServer({ meter, logger })
  const connection = await openConnection(t, await listen(t, app))
  connection.send('GET /api/tasks HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer alice\r\n\r\n')
  await called
  connection.leave()
  await until(() => told.length >= 2)
  release()
  await setTimeout(50)
  assert.deepEqual(told, [['began'], ['ended', 'GET', '/api/tasks', null]])
  const [line, ...others] = lines.filter(({ message }) => String(message).startsWith('Request'))
  assert.deepEqual(others, [])
  const { requestId, milliseconds, user, ...rest } = line ?? assert.fail()
  assert.deepEqual(rest, {
    level: 'info',
    message: notAnswered,
    method: 'GET',
    route: '/api/tasks',
    status: null,
    aborted: true,
  })
  assert.deepEqual([typeof requestId, typeof milliseconds, typeof user], ['string', 'number', 'string'])
})

test('a request whose body never comes is ended when its connection is cut', async (t) => {
  const { meter, told } = recordedMeter()
  const app = await openServer({ meter, timeouts: { headersMs: 500, requestMs: 1_000 } })
  const connection = await openConnection(t, await listen(t, app))
  connection.send(
    'POST /api/tasks HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer alice\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{"ti',
  )
  assert.match(await connection.ended(), /^HTTP\/1\.1 408 /)
  await until(() => told.length >= 3)
  assert.deepEqual(
    told.filter(([what]) => what !== 'connection refused'),
    [['began'], ['ended', 'POST', '/api/tasks', null]],
  )
  assert.deepEqual(
    told.filter(([what]) => what === 'connection refused'),
    [['connection refused', 408]],
  )
})

test('bytes that are no request are told of as a refused connection, and as no request', async (t) => {
  const { meter, told } = recordedMeter()
  const connection = await openConnection(t, await listen(t, await openServer({ meter })))
  connection.send('hello\r\n\r\n')
  await connection.ended()
  assert.deepEqual(told, [['connection refused', 400]])
})

test('hundreds of requests in one packet, whose sender leaves, are told of only as their turn comes', async (t) => {
  const { meter, told } = recordedMeter()
  const { app, called, release } = await openWaitingServer({ meter })
  const connection = await openConnection(t, await listen(t, app))
  connection.send('GET /api/tasks HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer alice\r\n\r\n'.repeat(300))
  await called
  connection.leave()
  await until(() => told.length >= 2)
  release()
  await setTimeout(50)
  assert.deepEqual(told, [['began'], ['ended', 'GET', '/api/tasks', null]])
})
