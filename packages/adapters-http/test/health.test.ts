import assert from 'node:assert/strict'
import { test } from 'node:test'
import { call } from './support/call.js'
import { listen } from './support/connection.js'
import { openServer } from './support/open-server.js'

test('many who ask at once whether it is ready cost the database one answer', async () => {
  const { promise, resolve } = Promise.withResolvers<void>()
  let pings = 0
  const app = await openServer({
    ping: () => {
      pings += 1
      return pings === 1 ? promise : Promise.resolve()
    },
  })
  const asked = Array.from({ length: 20 }, () => call(app, 'GET /health/ready', { user: null }))
  await call(app, 'GET /health/live', { user: null })
  resolve()
  const statuses = (await Promise.all(asked)).map(({ statusCode }) => statusCode)
  assert.deepEqual(new Set(statuses), new Set([200]))
  assert.equal(pings, 1)
  assert.equal((await call(app, 'GET /health/ready', { user: null })).statusCode, 200)
  assert.equal(pings, 2, 'each answer is of its own time')
})

test('it goes red when the database is away, and green again', async () => {
  let isAway = true
  const app = await openServer({
    ping: async () => {
      if (isAway) throw new Error('away')
    },
  })
  const ready = async () => (await call(app, 'GET /health/ready', { user: null })).statusCode
  assert.equal(await ready(), 503)
  isAway = false
  assert.equal(await ready(), 200)
})

test('it goes red at once when the server begins to close, while requests are still answered', async (t) => {
  const app = await openServer()
  const port = await listen(t, app)
  const status = async (path: string) => (await fetch(`http://127.0.0.1:${port}${path}`)).status
  assert.equal(await status('/health/ready'), 200)
  const closed = app.close()
  assert.deepEqual([await status('/health/ready'), await status('/health/live')], [503, 200])
  await closed
})
