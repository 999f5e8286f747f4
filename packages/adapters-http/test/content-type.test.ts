import assert from 'node:assert/strict'
import { test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { call } from './support/call.js'
import { openServer } from './support/open-server.js'
import { problemIn, wrongFields } from './support/problem.js'

const id = '00000000-0000-7000-8000-000000000001'

const foreign: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'plain text': { 'content-type': 'text/plain' },
  'a form': { 'content-type': 'application/x-www-form-urlencoded' },
  'a form of parts': { 'content-type': 'multipart/form-data; boundary=x' },
  'no type': { 'content-type': '' },
  'no valid type': { 'content-type': 'json' },
  'a type that begins like JSON': { 'content-type': 'application/jsonx' },
  'JSON of another kind': { 'content-type': 'application/merge-patch+json' },
  'two types': { 'content-type': 'application/json, text/plain' },
  'JSON in Latin-1': { 'content-type': 'application/json; charset=latin1' },
  'JSON in UTF-16': { 'content-type': 'application/json;charset="utf-16"' },
  gzip: { 'content-encoding': 'gzip' },
  brotli: { 'content-encoding': 'br' },
  'an encoding of no such name': { 'content-encoding': 'x' },
}

for (const [name, headers] of Object.entries(foreign)) {
  test(`a body that is not plain JSON is refused: ${name}`, async () => {
    const app = await openServer()
    for (const request of ['POST /api/tasks', `PUT /api/tasks/${id}`, `PATCH /api/tasks/${id}`]) {
      const response = await call(app, request, { body: { title: 'x' }, headers })
      problemIn(response, 415, 'UNSUPPORTED_MEDIA_TYPE')
    }
  })
}

test('a compressed body is refused, not read', async () => {
  const app = await openServer()
  const response = await call(app, 'POST /api/tasks', {
    body: gzipSync('{"title":"x"}'),
    headers: { 'content-encoding': 'gzip' },
  })
  problemIn(response, 415, 'UNSUPPORTED_MEDIA_TYPE')
})

test('a body without any Content-Type is refused', async () => {
  const app = await openServer()
  const response = await app.inject({
    method: 'POST',
    url: '/api/tasks',
    headers: { authorization: 'Bearer alice' },
    payload: Buffer.from('{"title":"x"}'),
  })
  problemIn(response, 415, 'UNSUPPORTED_MEDIA_TYPE')
})

test('JSON in UTF-8 is taken, however its type is written', async () => {
  const app = await openServer()
  const types = [
    'application/json',
    'Application/JSON',
    'application/json; charset=utf-8',
    'application/json;charset=UTF-8',
    'application/json ; charset="utf-8"',
    'application/json; charset=utf8',
  ]
  for (const type of types) {
    const response = await call(app, 'POST /api/tasks', {
      body: { title: 'x' },
      headers: { 'content-type': type },
    })
    assert.equal(response.statusCode, 201, type)
  }
  for (const encoding of ['identity', 'Identity']) {
    const headers = { 'content-encoding': encoding }
    assert.equal((await call(app, 'POST /api/tasks', { body: { title: 'x' }, headers })).statusCode, 201)
  }
})

for (const [name, headers] of Object.entries(foreign)) {
  test(`what reads is answered, whatever is said of a body that nobody reads: ${name}`, async () => {
    const app = await openServer()
    await call(app, 'POST /api/tasks', { body: { title: 'x' } })
    for (const path of ['/api/tasks', `/api/tasks/${id}`, '/api/changes', '/api/alice/tasks']) {
      for (const method of ['GET', 'HEAD']) {
        assert.equal((await call(app, `${method} ${path}`, { headers })).statusCode, 200, `${method} ${path}`)
      }
    }
  })
}

test('an empty body that is called JSON is fine where no body is needed', async () => {
  const app = await openServer()
  await call(app, 'POST /api/tasks', { body: { title: 'x' } })
  const headers = { 'content-type': 'application/json' }
  const empty = { headers: { ...headers, 'content-length': '0' } }
  assert.equal((await call(app, 'GET /api/tasks', { headers })).statusCode, 200)
  assert.equal((await call(app, `GET /api/tasks/${id}`, empty)).statusCode, 200)
  assert.deepEqual(wrongFields(await call(app, 'POST /api/tasks', { headers })), [' REQUIRED'])
  assert.deepEqual(wrongFields(await call(app, `PUT /api/tasks/${id}`, empty)), [' REQUIRED'])
  assert.deepEqual(wrongFields(await call(app, `PATCH /api/tasks/${id}`, { headers })), [' REQUIRED'])
  assert.deepEqual(wrongFields(await call(app, 'POST /api/tasks')), [' REQUIRED'], 'no type at all')
  assert.equal((await call(app, `DELETE /api/tasks/${id}`, { headers })).statusCode, 200)
})
