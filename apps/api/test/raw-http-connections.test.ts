import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { at } from './support/at.js'
import { call } from './support/call.js'
import { rawConnection } from './support/raw-connection.js'
import { openRawStage, rawCases, rawRequests } from './support/raw-stage.js'
import { waitUntil } from './support/wait-until.js'

const stage = await openRawStage()
after(() => stage[Symbol.asyncDispose]())
const { headers } = stage
const { body, get, post, sound } = rawRequests(headers)
const length = `Content-Length: ${body.length}\r\n`
const json = 'Content-Type: application/json\r\n'
const keptList = `GET /api/tasks HTTP/1.1\r\n${headers}\r\n`
const withoutToken = `POST /api/tasks HTTP/1.1\r\nHost: x\r\n${json}`

const otherProtocols = rawCases([400], {
  'a hello of TLS': `\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03${'x'.repeat(300)}`,
  'a hello of SSL 2': '\x80\x2e\x01\x00\x02',
  'bytes at random': '\xde\xad\xbe\xef'.repeat(100),
  'a megabyte of zeros': '\0'.repeat(1_000_000),
  SMTP: 'EHLO x\r\n',
  SSH: 'SSH-2.0-x\r\n',
  Redis: '*1\r\n$4\r\nPING\r\n',
  "PostgreSQL's hello": '\x00\x00\x00\x08\x04\xd2\x16\x2f',
  'a hello of a proxy': `PROXY TCP4 192.0.2.1 192.0.2.2 1 2\r\n${get()}`,
  'a hello of a proxy, in bytes': `\r\n\r\n\0\r\nQUIT\n!\x11\0\x0c${get()}`,
  'an answer': 'HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n',
})

const ends = [
  ...rawCases(
    [],
    { nothing: '', 'an empty line': '\r\n', 'empty lines': '\r\n'.repeat(1_000) },
    { finishes: true },
  ),
  ...rawCases(
    [400],
    {
      'an end in the first line': 'GET /api/ta',
      'an end in the headers': get().slice(0, -9),
      'an end before the body': post(length, ''),
      'an end in the body': post(length, body.slice(0, 9)),
      'an end in a chunk': post('Transfer-Encoding: chunked\r\n', '20\r\n{"ti'),
      'an end between chunks': post('Transfer-Encoding: chunked\r\n', '1\r\n{\r\n'),
      'an end before the last empty line': post(
        'Transfer-Encoding: chunked\r\n',
        `${body.length.toString(16)}\r\n${body}\r\n0\r\n`,
      ),
    },
    { finishes: true },
  ),
  ...rawCases(
    [401],
    { 'an end in a body that was not asked for': [`${withoutToken}${length}\r\n`, '{'] },
    { finishes: true },
  ),
]

const rows = [
  ...rawCases([200, 200, 200], { 'three requests in one packet': keptList + keptList + get() }),
  ...rawCases([201, 201, 200], { 'two tasks and the list': sound + sound + get() }, { creates: 2 }),
  ...rawCases([200, 400], {
    'garbage behind a request': `${keptList}hello\r\n\r\n`,
    'garbage behind a request, in many packets': [
      `${keptList}hello`,
      '\r\n\r\n',
      'x'.repeat(1_000),
      keptList,
    ],
    'a request with two lengths behind one': `${keptList}${post(`${length}${length}`)}`,
  }),
  ...rawCases([201, 400], { 'garbage behind a new task': `${sound}hello\r\n\r\n` }, { creates: 1 }),
  ...rawCases([201, 201, 400], { 'garbage behind two of them': `${sound}${sound}\0` }, { creates: 2 }),
  ...rawCases([200], {
    'a request behind one that is the last': get() + sound,
    'garbage behind one that is the last': `${get()}hello\r\n\r\n`,
  }),
  ...rawCases([401], {
    'a chunk without a size, of a request without a token': [
      `${withoutToken}Transfer-Encoding: chunked\r\n\r\n`,
      'zz\r\n',
    ],
  }),
  ...rawCases([401, 200], {
    'a body that was not asked for, and a request': [`${withoutToken}${length}\r\n`, body + get()],
  }),
  ...rawCases([400, 200], {
    'a path that cannot be decoded, and a request': `GET /api/%ff HTTP/1.1\r\n${headers}\r\n${get()}`,
  }),
  ...rawCases([400], {
    'a request with two Hosts, and a sound one': `GET /api/tasks HTTP/1.1\r\nHost: y\r\n${headers}\r\n${sound}`,
  }),
]

const expectations = [
  ...rawCases(
    [201],
    { 'an expectation, and the body at once': post(`Expect: 100-continue\r\n${length}`) },
    { creates: 1 },
  ),
  ...rawCases([417], { 'an expectation that is not known': post(`Expect: 200-ok\r\n${length}`) }),
  ...rawCases([401], {
    'an expectation of a request without a token': [
      `${withoutToken}Connection: close\r\nExpect: 100-continue\r\n${length}\r\n`,
      body,
    ],
  }),
]

for (const one of [...otherProtocols, ...ends, ...rows, ...expectations]) {
  test(`${one.answers.length === 0 ? 'no answer' : one.answers}: ${one.name}`, async () => {
    await stage.play(one)
  })
}

test('a caller who is gone before the answer harms nobody', async () => {
  for (let times = 0; times < 100; times += 1) {
    using connection = await rawConnection(stage.api.address)
    connection.send(keptList.repeat(5))
    connection.leave()
  }
  await stage.play({ name: 'the next', bytes: get(), answers: [200] })
})

test('every refusal of a connection has left a line by the id of its answer', async () => {
  const [answer] = await stage.play({ name: 'garbage', bytes: 'sesame\r\n\r\n', answers: [400] })
  const requestId = at(JSON.parse(answer?.body ?? ''), 'requestId')
  const line = () => stage.api.log().find((one) => at(one, 'requestId') === requestId)
  await waitUntil(() => line() !== undefined)
  assert.deepEqual(
    [at(line(), 'level'), at(line(), 'reason'), at(line(), 'status'), at(line(), 'address')],
    ['info', 'HPE_INVALID_METHOD', 400, '127.0.0.1'],
  )
  assert.ok(!stage.api.stdout().includes('sesame'))
})

test('two hundred clients that never come to an end harm nobody', async () => {
  const slow = [keptList.slice(0, 40), post(length, ''), '', post('Transfer-Encoding: chunked\r\n', '1\r\n')]
  const connections = await Promise.all(
    Array.from({ length: 50 }, () =>
      slow.map(async (bytes) => {
        const connection = await rawConnection(stage.api.address)
        connection.send(bytes)
        return connection
      }),
    ).flat(),
  )
  assert.equal(connections.length, 200)
  try {
    for (let times = 0; times < 20; times += 1) {
      const start = performance.now()
      assert.equal((await call(stage.api.address, '/health/ready')).status, 200)
      await stage.play({ name: 'the list', bytes: get(), answers: [200] })
      assert.ok(performance.now() - start < 5_000)
    }
  } finally {
    for (const connection of connections) connection.leave()
  }
})

test('none of it was a fault of ours', () => stage.assertNoFaults())
