import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect, createServer, Socket } from 'node:net'
import { type TestContext, test } from 'node:test'
import { answerConnectionError } from '../src/problems/connection-error.js'
import { answerIn } from './support/connection.js'

/** Both ends of a connection. */
const openPair = async (t: TestContext): Promise<{ readonly ours: Socket; readonly theirs: Socket }> => {
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const theirs = connect(typeof address === 'object' && address !== null ? address.port : 0, '127.0.0.1')
  const [ours] = await once(server, 'connection')
  assert.ok(ours instanceof Socket)
  t.after(() => {
    ours.destroy()
    theirs.destroy()
    server.close()
  })
  return { ours, theirs }
}

const received = async (socket: Socket): Promise<string> => {
  const chunks: Buffer[] = []
  for await (const chunk of socket) chunks.push(chunk)
  return Buffer.concat(chunks).toString()
}

const failed = (code?: string): Error & { readonly code?: string } =>
  Object.assign(new Error('Parse Error'), code === undefined ? {} : { code })

const answers: Readonly<Record<string, readonly [statusLine: string, code: string, error: string]>> = {
  HPE_INVALID_METHOD: ['HTTP/1.1 400 Bad Request', 'MALFORMED_REQUEST', 'This is not a valid HTTP request.'],
  HPE_HEADER_OVERFLOW: [
    'HTTP/1.1 431 Request Header Fields Too Large',
    'HEADERS_TOO_LARGE',
    'The request headers are too large',
  ],
  ERR_HTTP_REQUEST_TIMEOUT: [
    'HTTP/1.1 408 Request Timeout',
    'REQUEST_TIMEOUT',
    'The request took too long to arrive',
  ],
}

for (const [cause, [statusLine, code, sentence]] of Object.entries(answers)) {
  test(`${cause} is answered ${statusLine}, and the connection closed`, async (t) => {
    const { ours, theirs } = await openPair(t)
    answerConnectionError(failed(cause), ours)
    const text = await received(theirs)
    assert.ok(text.startsWith(`${statusLine}\r\n`), text)
    const { headers, body } = answerIn(text)
    assert.equal(headers.connection, 'close')
    assert.equal(headers['content-type'], 'application/problem+json')
    assert.equal(headers['content-length'], String(Buffer.byteLength(body)))
    const problem = JSON.parse(body)
    assert.deepEqual([problem.code, problem.error, problem.requestId], [code, sentence, ''])
  })
}

test('an error without a code is no HTTP either', async (t) => {
  const { ours, theirs } = await openPair(t)
  answerConnectionError(failed(), ours)
  assert.match(await received(theirs), /^HTTP\/1\.1 400 Bad Request\r\n/)
})

test('a caller who has left is written nothing', async (t) => {
  const { ours, theirs } = await openPair(t)
  answerConnectionError(failed('ECONNRESET'), ours)
  assert.equal(ours.bytesWritten, 0)
  assert.ok(!ours.destroyed, 'Node closes such a connection itself')
  ours.destroy()
  answerConnectionError(failed('HPE_INVALID_METHOD'), ours)
  assert.equal(await received(theirs), '')
})

test('a connection that can be written no more is closed all the same', async (t) => {
  const { ours, theirs } = await openPair(t)
  const complaints: unknown[] = []
  ours.on('error', (error) => complaints.push(error))
  const closed = once(ours, 'close')
  ours.end('HTTP/1.1 200 OK\r\n\r\n')
  answerConnectionError(failed('HPE_INVALID_METHOD'), ours)
  assert.equal(await received(theirs), 'HTTP/1.1 200 OK\r\n\r\n')
  await closed
  assert.deepEqual(complaints, [])
})
