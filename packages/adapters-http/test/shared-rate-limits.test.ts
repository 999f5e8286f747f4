import assert from 'node:assert/strict'
import { test } from 'node:test'
import { StorageUnavailable } from '@taskport/domain'
import type { RequestCounts } from '../src/index.js'
import { call } from './support/call.js'
import { openServer } from './support/open-server.js'
import { problemIn } from './support/problem.js'

/** Counts in one place for several servers, and notes what it was asked. */
const openCounts = (remainingMs = 30_000) => {
  const counts = new Map<string, number>()
  const asked: string[] = []
  const port: RequestCounts = {
    add: async (key, windowMs) => {
      assert.equal(windowMs, 60_000)
      asked.push(key)
      const count = (counts.get(key) ?? 0) + 1
      counts.set(key, count)
      return { count, remainingMs }
    },
  }
  return { ...port, counts, asked }
}

test('servers with one count turn a caller away together', async () => {
  const counts = openCounts()
  const open = () => openServer({ rateLimits: { perUser: 2, perAddress: 5, counts } })
  const [one, two] = [await open(), await open()]
  assert.equal((await call(one, 'GET /api/tasks')).statusCode, 200)
  assert.equal((await call(two, 'GET /api/tasks')).statusCode, 200)
  const refused = await call(one, 'GET /api/tasks')
  problemIn(refused, 429, 'TOO_MANY_REQUESTS')
  assert.equal(refused.headers['retry-after'], '30')
  problemIn(await call(two, 'GET /api/tasks'), 429, 'TOO_MANY_REQUESTS')
  assert.equal((await call(two, 'GET /api/tasks', { user: 'bob' })).statusCode, 200)
  problemIn(await call(two, 'GET /api/tasks', { user: 'carol' }), 429, 'TOO_MANY_REQUESTS')
  assert.deepEqual(
    [...counts.counts],
    [
      ['address 127.0.0.1', 6],
      ['user alice', 4],
      ['user bob', 1],
    ],
  )
})

test('whom a server has turned away it turns away by itself until the minute is over', async (t) => {
  const counts = openCounts(30_000)
  const now = performance.now.bind(performance)
  let passedMs = 0
  t.mock.method(performance, 'now', () => now() + passedMs)
  const app = await openServer({ rateLimits: { perAddress: 1, counts } })
  for (const status of [200, 429, 429, 429]) {
    assert.equal((await call(app, 'GET /openapi.json')).statusCode, status)
  }
  assert.equal(counts.asked.length, 2, 'a flood does not reach the counts')
  counts.counts.clear()
  passedMs = 30_000
  assert.equal((await call(app, 'GET /openapi.json')).statusCode, 200)
})

test('who cannot be counted is asked to come back, and health is told all the same', async () => {
  const counts: RequestCounts = {
    add: async () => {
      throw new StorageUnavailable('The database is away', { retryAfterSeconds: 2 })
    },
  }
  const app = await openServer({ rateLimits: { perAddress: 10, counts } })
  const response = await call(app, 'GET /api/tasks')
  problemIn(response, 503, 'SERVICE_UNAVAILABLE')
  assert.equal(response.headers['retry-after'], '2')
  assert.equal((await call(app, 'GET /health/live')).statusCode, 200)
})
