import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inspect } from 'node:util'
import { answerIn, answersIn, listen, openConnection } from './support/connection.js'
import { memoryLog } from './support/memory-log.js'
import { openServer } from './support/open-server.js'
import { openWaitingServer } from './support/open-waiting-server.js'
import { problemIn } from './support/problem.js'

const refused = 'Connection closed: what came on it is no HTTP request'
const head = 'Host: x\r\nAuthorization: Bearer alice\r\n'
const json = 'Content-Type: application/json\r\n'
const list = `GET /api/tasks HTTP/1.1\r\n${head}\r\n`

const statusesIn = (text: string): number[] => answersIn(text).map(({ statusCode }) => statusCode)

const unreadable: Readonly<Record<string, readonly [bytes: string, status: number, code: string]>> = {
  HPE_INVALID_METHOD: ['sesame\r\n\r\n', 400, 'MALFORMED_REQUEST'],
  HPE_INVALID_HEADER_TOKEN: ['GET / HTTP/1.1\r\nHost: x\r\nX: sesame\0\r\n\r\n', 400, 'MALFORMED_REQUEST'],
  CONNECT: ['CONNECT sesame:443 HTTP/1.1\r\nHost: sesame\r\n\r\n', 400, 'MALFORMED_REQUEST'],
  HPE_HEADER_OVERFLOW: [`GET / HTTP/1.1\r\nX: ${'sesame'.repeat(4_000)}\r\n\r\n`, 431, 'HEADERS_TOO_LARGE'],
}
for (const [reason, [bytes, status, code]] of Object.entries(unreadable)) {
  test(`what is no request is answered ${status}, with an id, and leaves a line by that id: ${reason}`, async (t) => {
    const { lines, logger, withMessage } = memoryLog()
    const connection = await openConnection(t, await listen(t, await openServer({ logger })))
    connection.send(Buffer.from(bytes, 'latin1'))
    const answer = answerIn(await connection.ended())
    const { requestId } = problemIn(answer, status, code)
    assert.equal(answer.headers.connection, 'close')
    assert.equal(answer.headers['content-length'], String(Buffer.byteLength(answer.body)))
    const line = { requestId, reason, status, address: '127.0.0.1' }
    assert.deepEqual(withMessage(refused), [{ ...line, level: 'info', message: refused }])
    assert.doesNotMatch(inspect(lines, { depth: 10 }), /sesame/)
  })
}

test('two refusals have two ids', async (t) => {
  const port = await listen(t, await openServer())
  const ids = new Set<string>()
  for (let times = 0; times < 2; times += 1) {
    const connection = await openConnection(t, port)
    connection.send('hello\r\n\r\n')
    ids.add(problemIn(answerIn(await connection.ended()), 400, 'MALFORMED_REQUEST').requestId)
  }
  assert.equal(ids.size, 2)
})

test('a connection on which nothing came is answered 408, and nobody has to read of it', async (t) => {
  const { lines, logger } = memoryLog()
  const app = await openServer({ logger, timeouts: { headersMs: 500, requestMs: 1_000 } })
  const port = await listen(t, app)
  const before = lines.length
  const connection = await openConnection(t, port)
  problemIn(answerIn(await connection.ended()), 408, 'REQUEST_TIMEOUT')
  assert.deepEqual(
    lines.slice(before).map(({ level, reason }) => [level, reason]),
    [['debug', 'ERR_HTTP_REQUEST_TIMEOUT']],
  )
})

test('what goes wrong in the body of a request is answered and logged under its id', async (t) => {
  const { lines, logger, withMessage } = memoryLog()
  const connection = await openConnection(t, await listen(t, await openServer({ logger })))
  connection.send(`POST /api/tasks HTTP/1.1\r\n${head}${json}Transfer-Encoding: chunked\r\n\r\nzz\r\n`)
  const { requestId } = problemIn(answerIn(await connection.ended()), 400, 'MALFORMED_REQUEST')
  const [line] = withMessage(refused)
  assert.deepEqual([line?.requestId, line?.reason], [requestId, 'HPE_INVALID_CHUNK_SIZE'])
  assert.deepEqual(
    lines.filter(({ level }) => level === 'warn' || level === 'error'),
    [],
  )
})

test('garbage behind a request waits for the answer to that', async (t) => {
  for (const times of [1, 2]) {
    const { logger, withMessage } = memoryLog()
    const { app, called, release } = await openWaitingServer({ logger })
    const connection = await openConnection(t, await listen(t, app))
    connection.send(`${list.repeat(times)}hello\r\n\r\n`)
    await called
    connection.send('and more of it\r\n\r\n')
    release()
    const text = await connection.ended()
    assert.deepEqual(statusesIn(text), [...Array(times).fill(200), 400])
    problemIn(answersIn(text)[times] ?? assert.fail(), 400, 'MALFORMED_REQUEST')
    assert.equal(withMessage(refused).length, 1)
  }
})

test('what stands behind a request that wanted to be the last is passed over', async (t) => {
  const { lines, logger } = memoryLog()
  const { app, called, release } = await openWaitingServer({ logger })
  const connection = await openConnection(t, await listen(t, app))
  connection.send(`GET /api/tasks HTTP/1.1\r\n${head}Connection: close\r\n\r\n${list}`)
  await called
  release()
  assert.deepEqual(statusesIn(await connection.ended()), [200])
  assert.deepEqual(
    lines.filter(({ message }) => message === 'Request answered').map(({ status }) => status),
    [200],
  )
  assert.deepEqual(
    lines.filter(({ message, level }) => message === refused && level !== 'debug'),
    [],
  )
})

const bodies: Readonly<Record<string, readonly [head: string, body: string]>> = {
  'a chunk without a size': ['Transfer-Encoding: chunked\r\n', 'zz\r\n'],
  'a body that does not come': ['Content-Length: 100\r\n', '{'],
}
for (const [name, [framing, body]] of Object.entries(bodies)) {
  test(`a request that was answered before its end has no second answer: ${name}`, async (t) => {
    const { logger, withMessage } = memoryLog()
    const app = await openServer({ logger, timeouts: { headersMs: 500, requestMs: 1_000 } })
    const connection = await openConnection(t, await listen(t, app))
    connection.send(`POST /api/tasks HTTP/1.1\r\nHost: x\r\n${json}${framing}\r\n`)
    await connection.received(/UNAUTHORIZED/)
    connection.send(body)
    const text = await connection.ended()
    assert.deepEqual(statusesIn(text), [401])
    assert.deepEqual(
      withMessage(refused).map(({ requestId, status }) => [requestId, status]),
      [[JSON.parse(answerIn(text).body).requestId, null]],
    )
  })
}

test('a caller who ends the connection on the way of the body has no second line', async (t) => {
  const { logger, withMessage } = memoryLog()
  const connection = await openConnection(t, await listen(t, await openServer({ logger })))
  connection.send(`POST /api/tasks HTTP/1.1\r\n${head}${json}Content-Length: 100\r\n\r\n{`)
  connection.finish()
  const { requestId } = problemIn(answerIn(await connection.ended()), 400, 'MALFORMED_REQUEST')
  assert.deepEqual(
    withMessage(refused).map(({ level }) => level),
    ['debug'],
  )
  const [line, ...others] = withMessage('Request ended before its body was complete')
  assert.deepEqual([line?.requestId, others], [requestId, []])
})
