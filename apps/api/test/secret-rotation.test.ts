import assert from 'node:assert/strict'
import { test } from 'node:test'
import { issueToken } from '@taskport/auth'
import { assertProblem } from './support/assert-problem.js'
import { at } from './support/at.js'
import { call } from './support/call.js'
import { migratedDatabase } from './support/database.js'
import { startApi } from './support/start-api.js'
import { secret as older } from './support/tokens.js'

const newer = 'a newer secret of the tests alone: 51c09e'
const tokenWith = (secret: string) => issueToken({ secret, userId: 'alice' })

test('A secret is changed without a token, a cursor or a mark that stops working', async () => {
  await using database = await migratedDatabase()
  const NEON_DB_URL = database.url
  const pathsFrom = async (address: string, token: string) => {
    const list = await call(address, '/api/tasks?limit=1', { token })
    const changes = await call(address, '/api/changes', { token })
    const [cursor, since] = [at(list.body, 'data', 'nextCursor'), at(changes.body, 'data', 'since')]
    assert.ok(typeof cursor === 'string' && typeof since === 'string')
    return [`/api/tasks?limit=1&cursor=${cursor}`, `/api/changes?since=${since}`]
  }
  const statusesOf = (address: string, secret: string, paths: readonly string[]) =>
    Promise.all(paths.map(async (path) => (await call(address, path, { token: tokenWith(secret) })).status))

  await using before = await startApi({ environment: { NEON_DB_URL, BETTER_AUTH_SECRET: older } })
  for (const title of ['Buy milk', 'Call Bob']) {
    await call(before.address, '/api/tasks', { method: 'POST', token: tokenWith(older), body: { title } })
  }
  const oldPaths = await pathsFrom(before.address, tokenWith(older))
  const refused = await call(before.address, '/api/tasks', { token: tokenWith(newer) })
  assertProblem(refused, 401, 'UNAUTHORIZED')

  const BETTER_AUTH_SECRETS = `2:${newer},1:${older}`
  await using between = await startApi({ environment: { NEON_DB_URL, BETTER_AUTH_SECRETS } })
  for (const secret of [older, newer]) {
    assert.deepEqual(await statusesOf(between.address, secret, oldPaths), [200, 200])
  }
  const newPaths = await pathsFrom(between.address, tokenWith(older))

  await using after = await startApi({ environment: { NEON_DB_URL, BETTER_AUTH_SECRET: newer } })
  assert.deepEqual(await statusesOf(after.address, newer, newPaths), [200, 200])
  assert.deepEqual(await statusesOf(after.address, newer, oldPaths), [422, 422])
  assert.deepEqual(await statusesOf(after.address, older, newPaths), [401, 401])
})

test('CURSOR_SECRET can be set later: what clients were given before still opens', async () => {
  await using database = await migratedDatabase()
  const environment = { NEON_DB_URL: database.url, BETTER_AUTH_SECRET: older }
  await using before = await startApi({ environment })
  const token = tokenWith(older)
  const { body } = await call(before.address, '/api/changes', { token })
  const path = `/api/changes?since=${at(body, 'data', 'since')}`
  await using after = await startApi({ environment: { ...environment, CURSOR_SECRET: newer } })
  const answer = await call(after.address, path, { token })
  assert.equal(answer.status, 200, answer.text)
  const later = `/api/changes?since=${at(answer.body, 'data', 'since')}`
  assert.equal((await call(before.address, later, { token })).status, 422)
})
