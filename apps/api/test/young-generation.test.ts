import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { call } from './support/call.js'
import { migratedDatabase } from './support/database.js'
import { figuresAt } from './support/metrics/figures.js'
import { startApi } from './support/start-api.js'
import { secret, tokenOf } from './support/tokens.js'
import { waitUntil } from './support/wait-until.js'

const database = await migratedDatabase()
const api = await startApi({ environment: { NEON_DB_URL: database.url, BETTER_AUTH_SECRET: secret } })
after(async () => {
  await api[Symbol.asyncDispose]()
  await database[Symbol.asyncDispose]()
})

/** In bytes. */
const youngGeneration = async () =>
  (await figuresAt(`${api.address}/metrics`)).sum('nodejs_heap_space_size_total_bytes', { space: 'new' })

test('the young generation is small after the start, and grows with what requests need', async () => {
  const idle = await youngGeneration()
  assert.ok(idle <= 4 * 1024 ** 2, `${idle} bytes`)
  const token = tokenOf('alice')
  await waitUntil(async () => {
    await Promise.all(Array.from({ length: 200 }, () => call(api.address, '/api/tasks', { token })))
    return (await youngGeneration()) >= 2 * idle
  })
})
