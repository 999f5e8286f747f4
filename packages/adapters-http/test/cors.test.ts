import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { LightMyRequestResponse } from 'fastify'
import { call } from './support/call.js'
import { openServer } from './support/open-server.js'

const ours = 'https://app.example.com'
const allowedOrigins = [ours, 'http://localhost:3000']

const strangers = [
  'https://evil.example.com',
  'https://app.example.com.evil.com',
  'https://app.example.com:8443',
  'http://app.example.com',
  'https://APP.example.com',
  'https://app.example.com/',
  'https://app.example.com, https://evil.example.com',
  'null',
  '*',
  '',
]

const preflight = (origin: string) => ({
  user: null,
  headers: {
    origin,
    'access-control-request-method': 'PATCH',
    'access-control-request-headers': 'authorization,if-match',
  },
})

const list = (response: LightMyRequestResponse, name: string): string[] =>
  String(response.headers[name]).toLowerCase().split(', ').sort()

const variesByOrigin = (response: LightMyRequestResponse): void =>
  assert.match(String(response.headers.vary), /\bOrigin\b/)

test('a page of a listed origin may call, and read what it needs', async () => {
  const app = await openServer({ allowedOrigins })
  for (const origin of allowedOrigins) {
    for (const request of ['GET /api/tasks', 'GET /api/tasks/x', 'PUT /api/tasks', 'GET /nothing']) {
      const response = await call(app, request, { headers: { origin } })
      assert.equal(response.headers['access-control-allow-origin'], origin, request)
      assert.deepEqual(list(response, 'access-control-expose-headers'), ['etag', 'location', 'retry-after'])
      assert.equal(response.headers['access-control-allow-credentials'], 'true')
      variesByOrigin(response)
    }
  }
})

test('a page of a listed origin can read why it is refused', async () => {
  const app = await openServer({ allowedOrigins })
  const refused = [
    await call(app, 'GET /api/tasks', { user: null, headers: { origin: ours } }),
    await call(app, 'POST /api/tasks', { body: '{', headers: { origin: ours } }),
    await call(app, 'POST /api/tasks', { body: {}, headers: { origin: ours } }),
    await call(app, 'POST /api/tasks', { body: ' '.repeat(70_000), headers: { origin: ours } }),
    await call(app, 'POST /api/tasks', {
      body: 'x',
      headers: { origin: ours, 'content-type': 'text/plain' },
    }),
  ]
  for (const response of refused) {
    assert.ok(response.statusCode >= 400)
    assert.equal(response.headers['access-control-allow-origin'], ours, String(response.statusCode))
  }
})

test('a preflight of a listed origin is answered on every route, without a token', async () => {
  const app = await openServer({ allowedOrigins })
  for (const path of ['/api/tasks', '/api/tasks/', '/api/tasks/x', '/health/live']) {
    const response = await call(app, `OPTIONS ${path}`, preflight(ours))
    assert.equal(response.statusCode, 204)
    assert.equal(response.body, '')
    assert.equal(response.headers['access-control-allow-origin'], ours)
    assert.equal(response.headers['access-control-max-age'], '600')
    assert.deepEqual(list(response, 'access-control-allow-methods'), [
      'delete',
      'get',
      'head',
      'patch',
      'post',
      'put',
    ])
    assert.deepEqual(list(response, 'access-control-allow-headers'), [
      'authorization',
      'content-type',
      'if-match',
      'if-none-match',
    ])
    variesByOrigin(response)
  }
})

for (const origins of [allowedOrigins, []]) {
  test(`no other page may call, with ${origins.length} origins listed`, async () => {
    const app = await openServer({ allowedOrigins: origins })
    for (const origin of origins.length === 0 ? [...strangers, ours] : strangers) {
      const asked = await call(app, 'OPTIONS /api/tasks', preflight(origin))
      const done = await call(app, 'GET /api/tasks', { headers: { origin } })
      assert.equal(done.statusCode, 200, 'CORS is the browser’s to enforce')
      for (const response of [asked, done]) {
        assert.equal(response.headers['access-control-allow-origin'], undefined, origin)
        variesByOrigin(response)
      }
    }
  })
}

test('without an Origin nothing is allowed to anybody', async () => {
  const app = await openServer({ allowedOrigins })
  const response = await call(app, 'GET /api/tasks')
  assert.equal(response.headers['access-control-allow-origin'], undefined)
  variesByOrigin(response)
})

test('a page may send cookies along, as many do unasked, and gains nothing by them', async () => {
  const app = await openServer({ allowedOrigins })
  const asked = await call(app, 'OPTIONS /api/alice/tasks', preflight(ours))
  assert.equal(asked.headers['access-control-allow-credentials'], 'true')
  const headers = { origin: ours, cookie: 'better-auth.session_token=alice; token=alice' }
  assert.equal((await call(app, 'GET /api/alice/tasks', { headers })).statusCode, 200)
  assert.equal((await call(app, 'GET /api/alice/tasks', { user: null, headers })).statusCode, 401)
})
