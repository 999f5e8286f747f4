import assert from 'node:assert/strict'
import { test } from 'node:test'
import { call } from './support/call.js'
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
