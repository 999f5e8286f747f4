import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { openHostileApi, outcomeOf } from './support/hostile/hostile-api.js'

const api = await openHostileApi()
after(() => api[Symbol.asyncDispose]())
const id = randomUUID()
await api.ask('POST /api/tasks', { body: { id, title: 'Buy milk' } })
const one = `/api/tasks/${id}`

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
