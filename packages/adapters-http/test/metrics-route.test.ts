import assert from 'node:assert/strict'
import { test } from 'node:test'
import { call } from './support/call.js'
import { memoryLog } from './support/memory-log.js'
import { openServer } from './support/open-server.js'

const expose = async () => ({ contentType: 'text/plain; version=0.0.4; charset=utf-8', text: 'up 1\n' })

test('the figures are answered without a token, and kept by no cache', async () => {
  const app = await openServer({ expose })
  for (const path of ['/metrics', '/metrics/']) {
    const { statusCode, headers, body } = await call(app, `GET ${path}`, { user: null })
    assert.deepEqual([statusCode, body], [200, 'up 1\n'])
    assert.equal(headers['content-type'], 'text/plain; version=0.0.4; charset=utf-8')
    assert.equal(headers['cache-control'], 'no-store')
  }
  assert.equal((await call(app, 'HEAD /metrics', { user: null })).statusCode, 200)
  assert.equal((await call(app, 'POST /metrics', { user: null })).statusCode, 405)
})

test('a server that is given no figures has no such route', async () => {
  assert.equal((await call(await openServer(), 'GET /metrics', { user: null })).statusCode, 404)
})

test('figures that cannot be told just now are 503, and no fault of ours', async () => {
  const { logger, withMessage } = memoryLog()
  const app = await openServer({ logger, expose: async () => null })
  const { statusCode, headers } = await call(app, 'GET /metrics', { user: null })
  assert.deepEqual([statusCode, headers['retry-after']], [503, '1'])
  assert.deepEqual(withMessage('Request failed by a fault of ours'), [])
})

test('the documentation, which is the clients’, does not tell of it', async () => {
  const app = await openServer({ expose })
  const { paths } = (await call(app, 'GET /openapi.json', { user: null })).json()
  assert.ok('/api/tasks' in paths)
  assert.equal('/metrics' in paths, false)
})

test('many who ask at once cost one reckoning', async () => {
  let reckonings = 0
  const { promise, resolve } = Promise.withResolvers<void>()
  const app = await openServer({
    expose: async () => {
      reckonings += 1
      await promise
      return expose()
    },
  })
  const asked = Array.from({ length: 20 }, () => call(app, 'GET /metrics', { user: null }))
  await call(app, 'GET /health/live', { user: null })
  resolve()
  const statuses = (await Promise.all(asked)).map(({ statusCode }) => statusCode)
  assert.deepEqual([new Set(statuses), reckonings], [new Set([200]), 1])
})

test('a good scrape leaves no line in the log, a bad one does', async () => {
  const { logger, lines, withMessage } = memoryLog()
  await call(await openServer({ logger, expose }), 'GET /metrics', { user: null })
  assert.deepEqual(lines, [])
  const broken = await openServer({ logger, expose: () => Promise.reject(new Error('broken')) })
  await call(broken, 'GET /metrics', { user: null })
  assert.deepEqual(
    withMessage('Request answered').map(({ route, status }) => [route, status]),
    [['/metrics', 500]],
  )
})
