import assert from 'node:assert/strict'
import { test } from 'node:test'
import { call } from './support/call.js'
import { answersIn, listen, openConnection } from './support/connection.js'
import { memoryLog } from './support/memory-log.js'
import { openServer } from './support/open-server.js'
import { problemIn } from './support/problem.js'

const auth = 'Authorization: Bearer alice\r\nConnection: close\r\n'
const body = '{"title":"x"}'
const chunks = `${body.length.toString(16)}\r\n${body}\r\n0\r\n\r\n`
const post = (headers: string, version = '1.1'): string =>
  `POST /api/tasks HTTP/${version}\r\n${auth}Content-Type: application/json\r\n${headers}\r\n`

const refused: Readonly<Record<string, readonly [bytes: string, detail: string]>> = {
  'no Host': [`GET /api/tasks HTTP/1.1\r\n${auth}\r\n`, 'Send one Host header.'],
  'two Hosts': [`GET /api/tasks HTTP/1.1\r\n${auth}Host: x\r\nHost: y\r\n\r\n`, 'Send one Host header.'],
  'two equal Hosts': [
    `GET /api/tasks HTTP/1.1\r\n${auth}Host: x\r\nhost: x\r\n\r\n`,
    'Send one Host header.',
  ],
  'two Hosts on no route': [`GET /nothing HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n`, 'Send one Host header.'],
  'two Hosts, preflight': [
    'OPTIONS /api/tasks HTTP/1.1\r\nHost: x\r\nHost: y\r\nOrigin: https://a.example\r\nAccess-Control-Request-Method: GET\r\n\r\n',
    'Send one Host header.',
  ],
  'two Hosts, and a path that cannot be decoded': [
    `GET /%ff HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n`,
    'Send one Host header.',
  ],
  'gzip, then chunks, and a path that cannot be decoded': [
    `POST /%ff HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip, chunked\r\n\r\n${chunks}`,
    'The only Transfer-Encoding here is chunked.',
  ],
  'a Host with a path': [
    `GET /api/tasks HTTP/1.1\r\n${auth}Host: x/y\r\n\r\n`,
    'The Host header is malformed.',
  ],
  'a Host with a user': [
    `GET /api/tasks HTTP/1.1\r\n${auth}Host: a@x\r\n\r\n`,
    'The Host header is malformed.',
  ],
  'a Host with a space': [
    `GET /api/tasks HTTP/1.1\r\n${auth}Host: x y\r\n\r\n`,
    'The Host header is malformed.',
  ],
  'HTTP/0.9': ['GET /api/tasks\r\n\r\n', 'Send HTTP/1.1.'],
  'HTTP/2.0 in the words of 1.1': [`GET /api/tasks HTTP/2.0\r\nHost: x\r\n${auth}\r\n`, 'Send HTTP/1.1.'],
  'chunks in HTTP/1.0': [
    `${post('Host: x\r\nTransfer-Encoding: chunked\r\n', '1.0')}${chunks}`,
    'HTTP/1.0 has no Transfer-Encoding: send a Content-Length.',
  ],
  'gzip, then chunks': [
    `${post('Host: x\r\nTransfer-Encoding: gzip, chunked\r\n')}${chunks}`,
    'The only Transfer-Encoding here is chunked.',
  ],
  'identity, then chunks': [
    `${post('Host: x\r\nTransfer-Encoding: identity\r\nTransfer-Encoding: chunked\r\n')}${chunks}`,
    'The only Transfer-Encoding here is chunked.',
  ],
}

for (const [name, [bytes, detail]] of Object.entries(refused)) {
  test(`what Node lets through and HTTP does not is refused, and ends the connection: ${name}`, async (t) => {
    const { logger, withMessage } = memoryLog()
    const app = await openServer({ logger })
    const connection = await openConnection(t, await listen(t, app))
    connection.send(bytes.replace('Connection: close\r\n', ''))
    const [answer, ...others] = answersIn(await connection.ended())
    assert.ok(answer !== undefined && others.length === 0)
    const problem = problemIn(answer, 400, 'MALFORMED_REQUEST')
    assert.equal(problem.detail, detail)
    assert.equal(answer.headers.connection, 'close')
    const [line] = withMessage('Request answered')
    assert.deepEqual([line?.requestId, line?.status], [problem.requestId, 400])
    assert.equal((await call(app, 'GET /api/tasks')).json().data.tasks.length, 0)
  })
}

test('what stands behind such a request is not carried out', async (t) => {
  const { logger, lines, withMessage } = memoryLog()
  const app = await openServer({ logger })
  const connection = await openConnection(t, await listen(t, app))
  const sound = `${post(`Host: x\r\nContent-Length: ${body.length}\r\n`)}${body}`
  connection.send(`GET /api/tasks HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n${sound}`)
  assert.deepEqual(
    answersIn(await connection.ended()).map(({ statusCode }) => statusCode),
    [400],
  )
  assert.equal((await call(app, 'GET /api/tasks')).json().data.tasks.length, 0)
  assert.equal(withMessage('Request answered').length, 2)
  assert.deepEqual(
    lines.filter(({ level }) => level === 'error'),
    [],
  )
})

const hosts = [
  'x',
  'X.example.com:8000',
  'x:',
  '',
  '127.0.0.1:1',
  '[::1]:8000',
  '[fe80::1%25eth0]',
  'a_b.example',
]
test('every Host that there can be is taken', async (t) => {
  const port = await listen(t, await openServer())
  for (const host of hosts) {
    const connection = await openConnection(t, port)
    connection.send(`GET /api/tasks HTTP/1.1\r\nHost: ${host}\r\n${auth}\r\n`)
    assert.equal(answersIn(await connection.ended())[0]?.statusCode, 200, host)
  }
})

test('HTTP/1.0 needs no Host', async (t) => {
  const connection = await openConnection(t, await listen(t, await openServer()))
  connection.send(`GET /api/tasks HTTP/1.0\r\n${auth}\r\n`)
  assert.equal(answersIn(await connection.ended())[0]?.statusCode, 200)
})

test('an expectation that is not known is refused, and nothing is carried out', async (t) => {
  const { logger, withMessage } = memoryLog()
  const app = await openServer({ logger })
  const port = await listen(t, app)
  for (const expectation of ['200-ok', '100-continue, 200-ok']) {
    const connection = await openConnection(t, port)
    connection.send(
      `${post(`Host: x\r\nExpect: ${expectation}\r\nContent-Length: ${body.length}\r\n`)}${body}`,
    )
    const text = (await connection.ended()).replace('HTTP/1.1 100 Continue\r\n\r\n', '')
    problemIn(answersIn(text)[0] ?? assert.fail(), 417, 'EXPECTATION_FAILED')
  }
  assert.deepEqual(
    withMessage('Request answered').map(({ status }) => status),
    [417, 417],
  )
  assert.equal((await call(app, 'GET /api/tasks')).json().data.tasks.length, 0)
})
