import assert from 'node:assert/strict'
import { test } from 'node:test'
import { call } from './support/call.js'
import { openServer } from './support/open-server.js'

test('no cache shows one user’s answer to another', async () => {
  const app = await openServer()
  for (const [what, user] of [
    ['GET /api/tasks', 'alice'],
    ['GET /api/changes', 'alice'],
    ['GET /api/tasks/0', 'alice'],
    ['GET /api/tasks', undefined],
  ] as const) {
    const { headers } = await call(app, what, user === undefined ? {} : { user })
    assert.equal(headers['cache-control'], 'private, no-cache', what)
    assert.match(String(headers.vary), /\bAuthorization\b/, what)
    assert.match(String(headers.vary), /\bOrigin\b/, what)
  }
  await app.close()
})
