import assert from 'node:assert/strict'
import { test } from 'node:test'
import { issueToken } from '@taskport/auth'
import { assertProblem } from './support/assert-problem.js'
import { at } from './support/at.js'
import { call } from './support/call.js'
import { migratedDatabase } from './support/database.js'
import { openIssuer } from './support/issuer.js'
import { figuresAt } from './support/metrics/figures.js'
import { startApi } from './support/start-api.js'
import { secret, tokenOf } from './support/tokens.js'

const production = { NODE_ENV: 'production', HOST: '127.0.0.1' }

test('With an address of Better Auth and no secret, its tokens are accepted and no others', async () => {
  await using database = await migratedDatabase()
  await using issuer = await openIssuer()
  await using other = await openIssuer()
  const CURSOR_SECRET = secret
  await using api = await startApi({
    environment: { ...production, NEON_DB_URL: database.url, BETTER_AUTH_URL: issuer.url, CURSOR_SECRET },
  })
  const token = issuer.tokenOf('alice')
  const body = { title: 'Buy milk' }
  const created = await call(api.address, '/api/tasks', { method: 'POST', token, body })
  assert.equal(created.status, 201, created.text)
  assert.equal(at(created.body, 'data', 'userId'), 'alice')
  for (const foreign of [
    other.tokenOf('alice'),
    tokenOf('alice'),
    issueToken({ secret: CURSOR_SECRET, userId: 'alice' }),
  ]) {
    assertProblem(await call(api.address, '/api/tasks', { token: foreign }), 401, 'UNAUTHORIZED')
  }
})

test('Keys that cannot be had are 503 for their tokens, 200 for those of the secret, and warned of', async () => {
  await using database = await migratedDatabase()
  await using issuer = await openIssuer()
  issuer.fail()
  await using api = await startApi({
    environment: {
      ...production,
      NEON_DB_URL: database.url,
      BETTER_AUTH_URL: `${issuer.url}/`,
      BETTER_AUTH_SECRET: secret,
      JWT_ISSUER: 'https://issuer.example.com',
      RATE_PER_USER: '1000',
    },
  })
  const token = issuer.tokenOf('alice')
  for (let times = 0; times < 3; times += 1) {
    const answer = await call(api.address, '/api/tasks', { token })
    assertProblem(answer, 503, 'SERVICE_UNAVAILABLE')
    assert.equal(answer.headers['retry-after'], '30')
  }
  const own = issueToken({ secret, userId: 'alice', issuer: 'https://issuer.example.com' })
  assert.equal((await call(api.address, '/api/tasks', { token: own })).status, 200)
  assertProblem(await call(api.address, '/api/tasks', { token: tokenOf('alice') }), 401, 'UNAUTHORIZED')
  const { sum } = await figuresAt(`${api.address}/metrics`)
  assert.equal(sum('taskport_auth_key_fetch_failures_total'), 1)
  assert.equal(sum('taskport_http_tokens_not_judged_total', { reason: 'key-set-status-not-200' }), 3)
  assert.equal((await api.stop()).code, 0)
  const warnings = api.log().filter((line) => at(line, 'level') === 'warn')
  assert.deepEqual(
    warnings.map((line) => [at(line, 'msg'), at(line, 'reason')]),
    [
      ['Keys could not be fetched from BETTER_AUTH_URL', 'key-set-status-not-200'],
      ...Array(3).fill(['Token not judged: the keys for it cannot be had', 'key-set-status-not-200']),
    ],
  )
  assert.ok(!api.stdout().includes(token))
})

test('On the embedded server cursors need no secret, and last over a restart', async () => {
  await using issuer = await openIssuer()
  const environment = { BETTER_AUTH_URL: issuer.url }
  await using first = await startApi({ environment })
  const token = issuer.tokenOf('alice')
  const { body } = await call(first.address, '/api/changes', { token })
  const since = at(body, 'data', 'since')
  assert.match(first.stderr(), /Authorization: Bearer \$TOKEN"/)
  assert.equal((await first.stop()).code, 0)

  issuer.rotate()
  await using second = await startApi({ environment, directory: first.directory })
  const again = await call(second.address, `/api/changes?since=${since}`, { token: issuer.tokenOf('alice') })
  assert.equal(again.status, 200, again.text)
  assertProblem(await call(second.address, '/api/tasks', { token }), 401, 'UNAUTHORIZED')
})
