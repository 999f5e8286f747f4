import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { assertProblem } from './support/assert-problem.js'
import { at } from './support/at.js'
import { call } from './support/call.js'
import { migratedDatabase } from './support/database.js'
import { startApi } from './support/start-api.js'
import { secret, tokenOf } from './support/tokens.js'

const resources = new AsyncDisposableStack()
after(() => resources.disposeAsync())
const database = resources.use(await migratedDatabase())
const open = async (ofSecret: string) =>
  resources.use(await startApi({ environment: { NEON_DB_URL: database.url, BETTER_AUTH_SECRET: ofSecret } }))
const one = await open(secret)
const two = await open(secret)
const token = tokenOf('alice')

test('Two instances with one secret go on with each other’s cursors and marks', async () => {
  for (const title of ['First', 'Second', 'Third']) {
    await call(one.address, '/api/tasks', { method: 'POST', token, body: { title } })
  }
  const page = await call(one.address, '/api/tasks?limit=1&q=i', { token })
  assert.match(page.text, /"title":"Third"/)
  const path = `/api/tasks?limit=1&q=i&cursor=${at(page.body, 'data', 'nextCursor')}`
  const rest = await call(two.address, path, { token })
  assert.match(rest.text, /"title":"First"/)
  const { body } = await call(two.address, '/api/changes?limit=2', { token })
  const changes = await call(one.address, `/api/changes?since=${at(body, 'data', 'since')}`, { token })
  assert.match(changes.text, /"title":"Third"/)
  assert.doesNotMatch(changes.text, /First|Second/)
})

test('Neither is the secret itself, or anything that another secret makes', async () => {
  const otherSecret = `${secret} of somebody else`
  const other = await open(otherSecret)
  const foreign = tokenOf('alice', otherSecret)
  const page = await call(one.address, '/api/tasks?limit=1', { token })
  const cursor = String(at(page.body, 'data', 'nextCursor'))
  assert.doesNotMatch(Buffer.from(cursor, 'base64url').toString('latin1'), /secret/)
  const refused = await call(other.address, `/api/tasks?cursor=${cursor}`, { token: foreign })
  assertProblem(refused, 422, 'INVALID_REQUEST')
  const { body } = await call(one.address, '/api/changes', { token })
  const since = `/api/changes?since=${at(body, 'data', 'since')}`
  assertProblem(await call(other.address, since, { token: foreign }), 422, 'INVALID_REQUEST')
})
