import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { openHostileApi, outcomeOf } from './support/hostile/hostile-api.js'
import { rawExchange } from './support/raw-exchange.js'
import { tokenOf } from './support/tokens.js'

const api = await openHostileApi()
after(() => api[Symbol.asyncDispose]())

const id = randomUUID()
await api.ask('POST /api/tasks', { body: { id, title: 'Buy milk' } })
const one = `/api/tasks/${id}`

const changes = [`PUT ${one}`, `PATCH ${one}`, `DELETE ${one}`, `POST ${one}/restore`]
const withBody = (request: string, headers: Readonly<Record<string, string>>) => ({
  headers,
  ...(/^(PUT|PATCH)/.test(request) ? { body: { title: 'Changed' } } : {}),
})

/** Texts that are neither `*` nor a list of entity tags. */
const noTags = [
  ...[
    '',
    ',',
    ' , ,',
    '1',
    "'1'",
    '"1',
    '1"',
    '"',
    '"""',
    'W/',
    'W/1',
    'w/"1"',
    'W /"1"',
    'W"1"',
    '"1" "2"',
    '"1""2"',
    '"1";"2"',
  ],
  ...[
    '"1"x',
    'x"1"',
    '"1", 2',
    '"1",W/',
    '"a b"',
    '"a\tb"',
    '**',
    '*,*',
    '*, "1"',
    '"1", *',
    'W/*',
    '"1"\u00A0',
    'null',
    '\u201C1\u201D',
  ],
].filter((text) => /^[\t\x20-\x7E\x80-\xFF]*$/.test(text))

/** Lists that are read and hold no version that there is. */
const otherTags = [
  '""',
  '"0"',
  '"01"',
  '"+1"',
  '"1.0"',
  '"1e0"',
  '" "'.replace(' ', '!'),
  'W/"1"',
  '"-1"',
  '"0x1"',
  '"99999999999999999999"',
  '"2", W/"1"',
  '"\u00E9"',
  '"1,1"',
  `"${'9'.repeat(5_000)}"`,
]

test('A condition that cannot be read is refused at every change, and at every read', async () => {
  const before = await api.stored()
  for (const tags of noTags) {
    for (const request of changes) {
      const answer = await api.ask(request, withBody(request, { 'if-match': tags }))
      assert.equal(outcomeOf(answer), '400 MALFORMED_REQUEST', `${request} If-Match: ${tags}`)
    }
    const answer = await api.ask(`GET ${one}`, { headers: { 'if-none-match': tags } })
    assert.equal(outcomeOf(answer), '400 MALFORMED_REQUEST', `If-None-Match: ${tags}`)
  }
  assert.deepEqual(await api.stored(), before)
})

test('A condition on a version that the task has not is refused at every change, and is no match at a read', async () => {
  const before = await api.stored()
  for (const tags of otherTags) {
    for (const request of changes) {
      const answer = await api.ask(request, withBody(request, { 'if-match': tags }))
      assert.equal(outcomeOf(answer), '412 VERSION_CONFLICT', `${request} If-Match: ${tags}`)
    }
    const { status } = await api.ask(`GET ${one}`, { headers: { 'if-none-match': tags } })
    // Weak tags are compared as strong ones where nothing is changed (RFC 9110, section 13.1.2).
    assert.equal(status, tags.includes('W/"1"') ? 304 : 200, `If-None-Match: ${tags}`)
  }
  assert.deepEqual(await api.stored(), before)
})

test('A condition of the other kind is refused rather than not heard', async () => {
  for (const tags of ['*', '"1"', 'x', '']) {
    for (const request of [...changes, 'POST /api/tasks']) {
      const options =
        request === 'POST /api/tasks'
          ? { body: { title: 'x' }, headers: { 'if-none-match': tags } }
          : withBody(request, { 'if-none-match': tags })
      assert.equal(outcomeOf(await api.ask(request, options)), '400 MALFORMED_REQUEST', request)
    }
    assert.equal(
      outcomeOf(await api.ask(`GET ${one}`, { headers: { 'if-match': tags } })),
      '400 MALFORMED_REQUEST',
    )
    const creation = { body: { title: 'x' }, headers: { 'if-match': tags } }
    assert.equal(outcomeOf(await api.ask('POST /api/tasks', creation)), '400 MALFORMED_REQUEST')
  }
})

const foreignTypes = [
  ...[
    '',
    'json',
    'text/json',
    'text/plain',
    'text/html',
    'application/jsonx',
    'application/x-json',
    'application/jso',
    'application',
  ],
  ...[
    'application/',
    '/json',
    '*/*',
    'application/*',
    'application/problem+json',
    'application/merge-patch+json',
    'application/json5',
  ],
  ...[
    'application/x-ndjson',
    'application/json-seq',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
  ],
  ...[
    'application/json, text/plain',
    'text/plain, application/json',
    'text/plain; a=application/json',
    'application/json/x',
  ],
  ...[
    'application/json; charset=latin1',
    'application/json; charset=utf-16',
    'application/json;charset="utf-16le"',
    'application/json; CHARSET=us-ascii',
  ],
  ...[
    'application/json; charset=utf-7',
    'application/json; charset=utf-8-bom',
    'application/json; charset=',
    'application/json; charset=utf-8x',
  ],
]

const ownTypes = [
  'application/json',
  'APPLICATION/JSON',
  'application/json; charset=utf-8',
  'application/json;charset=UTF-8',
  'application/json ; charset="utf-8"',
  'application/json; charset=utf8',
  'application/json;',
]

const readers = ['POST /api/tasks', `PUT ${one}`, `PATCH ${one}`]

test('A body is read as JSON in UTF-8 only where its type says so', async () => {
  const before = await api.stored()
  for (const type of foreignTypes) {
    for (const request of readers) {
      const answer = await api.ask(request, { body: '{"title":"x"}', headers: { 'content-type': type } })
      assert.equal(outcomeOf(answer), '415 UNSUPPORTED_MEDIA_TYPE', `${request} ${type}`)
    }
  }
  assert.deepEqual(await api.stored(), before)
  for (const type of ownTypes) {
    for (const request of readers) {
      const { status } = await api.ask(request, { body: '{"title":"x"}', headers: { 'content-type': type } })
      assert.equal(status, request.startsWith('POST') ? 201 : 200, type)
    }
  }
})

test('A body that is encoded is refused, and not decoded', async () => {
  const before = await api.stored()
  const bomb = gzipSync(Buffer.alloc(10_000_000, ' '))
  for (const encoding of [
    'gzip',
    'GZIP',
    'x-gzip',
    'deflate',
    'br',
    'zstd',
    'compress',
    'gzip, gzip',
    'identity, gzip',
    'x',
    '*',
    'utf-8',
  ]) {
    for (const request of readers) {
      const answer = await api.ask(request, { body: bomb, headers: { 'content-encoding': encoding } })
      assert.equal(outcomeOf(answer), '415 UNSUPPORTED_MEDIA_TYPE', encoding)
    }
  }
  assert.deepEqual(await api.stored(), before)
})

test('Whatever a caller says it accepts, the answer is the same JSON', async () => {
  const good = await api.ask(`GET ${one}`)
  const wanted = [
    'text/html',
    'application/xml',
    '*/*;q=0',
    'application/json;q=0',
    '',
    ',',
    'x',
    '*/*;q=1e400',
    'a/b;'.repeat(1_000),
  ]
  for (const name of [
    'accept',
    'accept-language',
    'accept-charset',
    'accept-encoding',
    'range',
    'x-http-method-override',
    'x-forwarded-for',
  ]) {
    for (const value of wanted) {
      const answer = await api.ask(`GET ${one}`, { headers: { [name]: value } })
      assert.equal(answer.status, 200, `${name}: ${value}`)
      assert.equal(answer.text, good.text)
      assert.equal(answer.headers['content-type'], 'application/json; charset=utf-8')
    }
  }
  const override = {
    'x-http-method-override': 'DELETE',
    'x-method-override': 'DELETE',
    'x-http-method': 'DELETE',
  }
  assert.equal((await api.ask(`GET ${one}`, { headers: override })).status, 200)
  assert.equal((await api.ask(`GET ${one}`)).text, good.text)
})

const raw = (...lines: readonly string[]): string =>
  [
    `GET ${one} HTTP/1.1`,
    'Host: x',
    'Connection: close',
    `Authorization: Bearer ${tokenOf('alice')}`,
    ...lines,
    '',
    '',
  ].join('\r\n')

test('Headers that are no HTTP are refused before anything is read', async () => {
  const lines = [
    'X: a\0b',
    'X: a\rb',
    'X : a',
    ': a',
    'X\0: a',
    ' X: a',
    'If-None-Match: "1"\u0001',
    'X(: a',
    'no colon',
  ]
  for (const line of lines) {
    const answer = await rawExchange(api.address, raw(line))
    assert.match(answer, /^HTTP\/1\.1 400 .*"code":"MALFORMED_REQUEST"/s, JSON.stringify(line))
  }
  assert.match(
    await rawExchange(api.address, raw(`X: ${'x'.repeat(20_000)}`)),
    /^HTTP\/1\.1 431 .*"code":"HEADERS_TOO_LARGE"/s,
  )
})

test('A header of a condition that comes in two lines is one list', async () => {
  const found = await rawExchange(api.address, raw('If-None-Match: "7"', 'If-None-Match: *'))
  assert.match(found, /^HTTP\/1\.1 400 /, 'an asterisk is no element of a list')
  assert.match(
    await rawExchange(api.address, raw('If-None-Match: "7"', 'If-None-Match: "8"')),
    /^HTTP\/1\.1 200 /,
  )
})
