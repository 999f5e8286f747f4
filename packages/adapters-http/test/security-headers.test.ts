import assert from 'node:assert/strict'
import { test } from 'node:test'
import { call } from './support/call.js'
import { answerIn, listen, openConnection } from './support/connection.js'
import { openServer } from './support/open-server.js'

const policyOf = (headers: Readonly<Record<string, unknown>>): string =>
  String(headers['content-security-policy'])

test('every answer tells browsers to take it for what it is, to run nothing of it and to frame it nowhere', async (t) => {
  const app = await openServer({ allowedOrigins: ['https://app.example.com'] })
  const preflight = { origin: 'https://app.example.com', 'access-control-request-method': 'PATCH' }
  const garbage = await openConnection(t, await listen(t, app))
  garbage.send('hello\r\n\r\n')
  const answers = [
    await call(app, 'GET /api/tasks'),
    await call(app, 'POST /api/tasks', { body: { title: 'Buy milk' } }),
    await call(app, 'POST /api/tasks', { body: {} }),
    await call(app, 'GET /api/tasks', { user: null }),
    await call(app, 'GET /nothing'),
    await call(app, 'GET /health/live'),
    await call(app, 'GET /openapi.json'),
    await call(app, 'OPTIONS /api/tasks', { user: null, headers: preflight }),
    await call(app, 'GET /%zz'),
    answerIn(await garbage.ended()),
  ]
  assert.deepEqual(
    answers.map(({ statusCode }) => statusCode),
    [200, 201, 422, 401, 404, 200, 200, 204, 400, 400],
  )
  for (const { headers, statusCode } of answers) {
    assert.equal(policyOf(headers), "default-src 'none'; frame-ancestors 'none'", String(statusCode))
    assert.equal(headers['x-content-type-options'], 'nosniff')
    assert.equal(headers['x-frame-options'], 'DENY')
    assert.equal(headers['referrer-policy'], 'no-referrer')
    assert.equal(headers['cross-origin-resource-policy'], 'same-origin')
    assert.equal(headers['strict-transport-security'], 'max-age=31536000')
    assert.equal(headers['x-powered-by'], undefined)
    assert.equal(headers.server, undefined)
  }
})

test('the documentation runs its own scripts and no others, and stands in no frame', async () => {
  const app = await openServer()
  for (const path of ['/docs/', '/docs/static/swagger-ui-bundle.js']) {
    const { headers, statusCode } = await call(app, `GET ${path}`, { user: null })
    assert.equal(statusCode, 200)
    const policy = policyOf(headers)
    assert.match(policy, /default-src 'self';/)
    assert.match(policy, /frame-ancestors 'none'/)
    assert.doesNotMatch(policy, /script-src|https?:|upgrade-insecure/)
    assert.equal(headers['x-content-type-options'], 'nosniff')
  }
})
