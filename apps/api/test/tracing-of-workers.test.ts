import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { at } from './support/at.js'
import { call } from './support/call.js'
import { migratedDatabase } from './support/database.js'
import { startApi } from './support/start-api.js'
import { secret, tokenOf } from './support/tokens.js'
import { openCollector } from './support/tracing/collector.js'
import { waitUntil } from './support/wait-until.js'

const database = await migratedDatabase()
after(() => database[Symbol.asyncDispose]())

test('Every worker sends its traces, at its stop those that have not been sent yet', async () => {
  await using collector = await openCollector()
  await using api = await startApi({
    environment: {
      NEON_DB_URL: database.url,
      BETTER_AUTH_SECRET: secret,
      WORKERS: '2',
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.endpoint,
      // Longer than the test takes.
      OTEL_BSP_SCHEDULE_DELAY: '60000',
    },
  })
  const lines = (message: RegExp) => api.log().filter((line) => message.test(String(at(line, 'msg'))))
  await waitUntil(() => lines(/^Server listening/).length === 2, 40_000)
  for (let count = 0; count < 10; count += 1) {
    assert.equal((await call(api.address, '/api/tasks', { token: tokenOf('alice') })).status, 200)
  }
  await waitUntil(() => lines(/^Request answered$/).length === 10)
  const answers = lines(/^Request answered$/)
  assert.equal(new Set(answers.map((line) => at(line, 'process'))).size, 2)
  assert.equal(collector.spans().length, 0)
  assert.equal((await api.stop()).code, 0)

  const servers = collector.spans().filter(({ kind }) => kind === 2)
  assert.deepEqual(
    servers.map(({ traceId }) => traceId).sort(),
    answers.map((line) => String(at(line, 'traceId'))).sort(),
  )
})
