import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import { answerIn, listen, openConnection } from './support/connection.js'
import { memoryLog } from './support/memory-log.js'
import { openServer } from './support/open-server.js'
import { openWaitingServer } from './support/open-waiting-server.js'
import { problemIn } from './support/problem.js'

const headersOfAlice = 'Host: x\r\nAuthorization: Bearer alice\r\n'

test('headers that are too large are a 431', async (t) => {
  const port = await listen(t, await openServer())
  for (const large of [
    `X: ${'x'.repeat(20_000)}`,
    `Authorization: Bearer ${'x'.repeat(20_000)}`,
    'X: y\r\n'.repeat(4_000),
  ]) {
    const connection = await openConnection(t, port)
    connection.send(`GET /api/tasks HTTP/1.1\r\nHost: x\r\n${large}\r\n\r\n`)
    problemIn(answerIn(await connection.ended()), 431, 'HEADERS_TOO_LARGE')
  }
})

test('a token of 8,192 characters fits into the headers', async (t) => {
  const connection = await openConnection(t, await listen(t, await openServer()))
  connection.send(
    `GET /api/tasks HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer ${'a'.repeat(8_192)}\r\n\r\n`,
  )
  assert.equal(answerIn(await connection.ended()).statusCode, 200)
})

const slowRequests: Readonly<Record<string, string>> = {
  'the first line': 'GET /api/',
  headers: `POST /api/tasks HTTP/1.1\r\n${headersOfAlice}X: `,
  'a body with a length': `POST /api/tasks HTTP/1.1\r\n${headersOfAlice}Content-Type: application/json\r\nContent-Length: 1000\r\n\r\n`,
  'a body in chunks': `POST /api/tasks HTTP/1.1\r\n${headersOfAlice}Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n`,
}

test('who sends too slowly is cut off, two hundred of each kind, and nobody else is', async (t) => {
  const { lines, logger } = memoryLog()
  const app = await openServer({ logger, timeouts: { headersMs: 1_500, requestMs: 3_000 } })
  const port = await listen(t, app)
  const sendSlowly = async ([name, head]: readonly [string, string]) => {
    const connection = await openConnection(t, port)
    connection.send(head)
    const drip = setInterval(() => connection.send(name.includes('chunks') ? '1\r\n \r\n' : ' '), 500)
    t.after(() => clearInterval(drip))
    const answer = answerIn(await connection.ended())
    clearInterval(drip)
    return problemIn(answer, 408, 'REQUEST_TIMEOUT').requestId
  }
  const slow = Promise.all(
    Object.entries(slowRequests).flatMap((kind) => Array.from({ length: 200 }, () => sendSlowly(kind))),
  )
  let isOver = false
  const over = slow.finally(() => {
    isOver = true
  })
  over.catch(() => {})
  let served = 0
  while (!isOver) {
    const response = await fetch(`http://127.0.0.1:${port}/api/tasks`, {
      headers: { authorization: 'Bearer alice' },
    })
    assert.equal(response.status, 200)
    await response.text()
    served += 1
    await setTimeout(50)
  }
  assert.equal(new Set(await over).size, 200 * Object.keys(slowRequests).length)
  assert.ok(served >= 5, `${served}`)
  assert.deepEqual(
    lines.filter(({ level }) => level === 'error' || level === 'warn'),
    [],
    'a slow client is no fault of ours',
  )
})

test('a caller who leaves before the body is complete is no fault of ours', async (t) => {
  const { lines, logger } = memoryLog()
  const app = await openServer({ logger })
  const connection = await openConnection(t, await listen(t, app))
  connection.send(
    `POST /api/tasks HTTP/1.1\r\n${headersOfAlice}Content-Type: application/json\r\nContent-Length: 100\r\nExpect: 100-continue\r\n\r\n{"ti`,
  )
  await connection.received(/100 Continue/)
  const before = lines.length
  const told = () => lines.slice(before).filter(({ level }) => level !== 'debug')
  connection.leave()
  const deadline = Date.now() + 10_000
  while (told().length < 2 && Date.now() < deadline) await setTimeout(20)
  assert.deepEqual(
    told().map(({ level, message }) => [level, message]),
    [
      ['info', 'Request not answered: its client went away, or was cut off'],
      ['info', 'Request ended before its body was complete'],
    ],
  )
})

const list = `GET /api/tasks HTTP/1.1\r\n${headersOfAlice}\r\n`

test('closing answers the request that is under way, tells its client to leave, and is done', async (t) => {
  const { app, called, release } = await openWaitingServer()
  const port = await listen(t, app)
  const idle = await openConnection(t, port)
  idle.send(`GET /health/live HTTP/1.1\r\n${headersOfAlice}\r\n`)
  assert.match(await idle.received(/"ok"/), /\r\nConnection: keep-alive\r\n/)
  const busy = await openConnection(t, port)
  busy.send(list)
  await called

  const closed = app.close()
  await idle.ended()
  const started = Date.now()
  release()
  const { statusCode, headers, body } = answerIn(await busy.ended())
  assert.deepEqual([statusCode, headers.connection], [200, 'close'])
  assert.equal(body, '{"success":true,"data":{"tasks":[],"nextCursor":null}}')
  await closed
  assert.ok(Date.now() - started < 5_000, 'kept-alive clients do not hold the server up')
  await assert.rejects(openConnection(t, port), { code: 'ECONNREFUSED' })
})

test('a request that arrives on a kept connection while closing is answered, and its client told to leave', async (t) => {
  const { app, called, release } = await openWaitingServer()
  const port = await listen(t, app)
  const busy = await openConnection(t, port)
  busy.send(list)
  await called
  const kept = await openConnection(t, port)
  kept.send(`GET /health/live HTTP/1.1\r\n${headersOfAlice}\r\n`)
  await kept.received(/"ok"/)
  kept.send(`GET /api/tasks/x HTTP/1.1\r\nHost: x\r\n`)
  const idle = await openConnection(t, port)
  await setTimeout(200)

  const closed = app.close()
  await idle.ended()
  kept.send('Authorization: Bearer alice\r\n\r\n')
  const answer = answerIn((await kept.ended()).split('"ok"}')[1] ?? '')
  assert.deepEqual([answer.statusCode, answer.headers.connection], [404, 'close'])
  assert.match(answer.body, /TASK_NOT_FOUND/)
  release()
  await closed
})
