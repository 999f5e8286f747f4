import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, test } from 'node:test'
import { at } from './support/at.js'
import { openHostileApi, outcomeOf, wrongFields } from './support/hostile/hostile-api.js'
import { hostileBodies, oddBodies } from './support/hostile/hostile-bodies.js'
import { rawExchange } from './support/raw-exchange.js'
import { tokenOf } from './support/tokens.js'

const api = await openHostileApi()
after(() => api[Symbol.asyncDispose]())

const id = randomUUID()
await api.ask('POST /api/tasks', { body: { id, title: 'Buy milk', description: 'Two litres' } })
const requests = ['POST /api/tasks', `PUT /api/tasks/${id}`, `PATCH /api/tasks/${id}`]

test('Each hostile body is refused by its name, by a creation and by a change', async (t) => {
  const before = await api.stored()
  for (const [name, { bytes, created, changed = created }] of Object.entries(hostileBodies)) {
    await t.test(name, async () => {
      for (const request of requests) {
        const answer = await api.ask(request, { body: bytes })
        assert.equal(outcomeOf(answer), request.startsWith('POST') ? created : changed, request)
      }
    })
  }
  assert.deepEqual(await api.stored(), before, 'Something was stored of it')
})

test('Each odd body that is good JSON is read as what it says', async () => {
  for (const [name, [bytes, title]] of Object.entries(oddBodies)) {
    for (const request of requests) {
      const answer = await api.ask(request, { body: bytes })
      assert.equal(answer.status, request.startsWith('POST') ? 201 : 200, name)
      assert.equal(at(answer.body, 'data', 'title'), title, name)
    }
  }
})

test('A body of thousands of members is refused, and the answer stays short', async () => {
  const members = Array.from({ length: 7_000 }, (_, index) => `"${index.toString(36)}":0`)
  for (const request of requests) {
    const answer = await api.ask(request, { body: `{${members.join(',')}}` })
    const wrong = wrongFields(answer)
    assert.equal(wrong.length, 50)
    assert.ok(wrong.every((one) => one.endsWith('UNKNOWN_FIELD') || one === '/title REQUIRED'))
    assert.ok(answer.text.length < 16_384)
  }
  const twice = await api.ask('POST /api/tasks', {
    body: `{${[...members.slice(0, 3_000), ...members.slice(0, 3_000)].join(',')}}`,
  })
  assert.equal(wrongFields(twice).length, 50)
})

test('Nothing that was sent has changed what objects inherit', async () => {
  const empty = await api.ask('POST /api/tasks', { body: {} })
  assert.deepEqual(wrongFields(empty), ['/title REQUIRED'])
  const created = await api.ask('POST /api/tasks', { body: { title: 'Plain' } })
  assert.equal(created.status, 201)
  assert.equal(at(created.body, 'data', 'description'), null)
  assert.equal(at(created.body, 'data', 'status'), 'pending')
  assert.doesNotMatch(created.text, /polluted|isAdmin/)
  assert.equal((await api.ask('GET /api/tasks')).status, 200)
})

const lists = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels)

test('A request that needs no body is no worse off for a hostile one', async () => {
  const needless = [
    `DELETE /api/tasks/${randomUUID()}`,
    `POST /api/tasks/${id}/restore`,
    `GET /api/tasks/${id}`,
  ]
  const bodies = [
    '{',
    '\uFEFF{}',
    '{"__proto__":{"polluted":1}}',
    lists(3_000),
    '1e400',
    'x'.repeat(70_000),
    '',
  ]
  for (const request of needless) {
    for (const body of bodies) {
      const { status } = await api.ask(request, { body })
      assert.ok(status < 500, `${request} with ${body.slice(0, 20)} answers ${status}`)
    }
  }
})

/** Splits a body into chunks as `Transfer-Encoding: chunked` sends them. */
const chunked = (body: string, size: number): string => {
  const chunks: string[] = []
  for (let start = 0; start < body.length; start += size) {
    const chunk = body.slice(start, start + size)
    chunks.push(`${chunk.length.toString(16)}\r\n${chunk}\r\n`)
  }
  return `${chunks.join('')}0\r\n\r\n`
}

const post = (...lines: readonly string[]): string =>
  [
    'POST /api/tasks HTTP/1.1',
    'Host: localhost',
    'Connection: close',
    `Authorization: Bearer ${tokenOf('alice')}`,
    'Content-Type: application/json',
    ...lines,
  ].join('\r\n')

test('The limit of 64 KiB holds for bodies that come in chunks, of any size', async () => {
  const body = (bytes: number) => `{"title":"x"}${' '.repeat(bytes - 13)}`
  for (const size of [1_000, 70_000]) {
    const head = post('Transfer-Encoding: chunked', '', '')
    assert.match(await rawExchange(api.address, head + chunked(body(65_536), size)), /^HTTP\/1\.1 201 /)
    const over = await rawExchange(api.address, head + chunked(body(65_537), size))
    assert.match(over, /^HTTP\/1\.1 413 .*"code":"BODY_TOO_LARGE"/s)
  }
  const inBytes = chunked('{"title":"byte by byte"}', 1)
  assert.match(
    await rawExchange(api.address, post('Transfer-Encoding: chunked', '', '') + inBytes),
    /^HTTP\/1\.1 201 .*"byte by byte"/s,
  )
})

const smuggled: Readonly<Record<string, readonly string[]>> = {
  'two lengths': ['Content-Length: 13', 'Content-Length: 14', '', '{"title":"x"} '],
  'a length and chunks': [
    'Content-Length: 13',
    'Transfer-Encoding: chunked',
    '',
    chunked('{"title":"x"}', 5),
  ],
  'a length that is no number': ['Content-Length: 0x0d', '', '{"title":"x"}'],
  'a length below nothing': ['Content-Length: -1', '', '{"title":"x"}'],
  'a chunk whose size is no number': ['Transfer-Encoding: chunked', '', 'zz\r\n{"title":"x"}\r\n0\r\n\r\n'],
  'an unknown transfer encoding': ['Transfer-Encoding: gzip', '', '{"title":"x"}'],
}

test('A body whose length is told twice or wrongly is refused, and nothing of it is stored', async (t) => {
  const before = await api.stored()
  for (const [name, lines] of Object.entries(smuggled)) {
    await t.test(name, async () => {
      assert.match(
        await rawExchange(api.address, post(...lines)),
        /^HTTP\/1\.1 400 .*"code":"MALFORMED_REQUEST"/s,
      )
    })
  }
  assert.deepEqual(await api.stored(), before)
})
