import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { runSql as sql } from '@taskport/adapters-postgres/testing'
import {
  type GoodToken,
  goodAudiences,
  goodPublishedKeys,
  goodSecretTokens,
  type HostileToken,
  hostileAudiences,
  hostileIssuers,
  hostileOwnKeys,
  hostilePublishedIssuers,
  hostilePublishedKeys,
  hostileSecretTokens,
  makeKeyPairs,
  tokenForge,
} from '@taskport/auth/testing'
import { at } from './support/at.js'
import { call } from './support/call.js'
import { migratedDatabase } from './support/database.js'
import { documentedRequests } from './support/documented-requests.js'
import { goodHeaderForms, hostileHeaderForms } from './support/header-forms.js'
import { openIssuer } from './support/issuer.js'
import { comparable, idOf } from './support/refusal-answer.js'
import { rowsOf } from './support/rows-of.js'
import { sendForm } from './support/send-form.js'
import { startApi } from './support/start-api.js'
import { asHeader } from './support/token-forms.js'
import { secret } from './support/tokens.js'
import { openUncalledServer } from './support/uncalled-server.js'
import { waitUntil } from './support/wait-until.js'

const victim = 'alice'
const rules = { issuer: 'https://auth.example.com', audience: 'https://api.example.com' }
const resources = new AsyncDisposableStack()
after(() => resources.disposeAsync())
const database = resources.use(await migratedDatabase())
const keys = makeKeyPairs()
const issuer = resources.use(await openIssuer([keys.EdDSA, keys.ES256, keys.RS256, keys.PS256]))

/** What tokens name as the place of their keys. Whoever calls it has believed them. */
const foreign = resources.use(
  await openUncalledServer((_request, response) => {
    response.end(JSON.stringify({ keys: [keys.EdDSA.jwk] }))
  }),
)

const foreignUrl = `${foreign.url}/api/auth/jwks`

const api = resources.use(
  await startApi({
    environment: {
      NEON_DB_URL: database.url,
      BETTER_AUTH_SECRET: secret,
      BETTER_AUTH_URL: issuer.url,
      JWT_ISSUER: rules.issuer,
      JWT_AUDIENCE: rules.audience,
    },
  }),
)

// They are sent within seconds: as many as `slack` from now on.
const now = Math.floor(Date.now() / 1_000)
const forge = tokenForge({ secret, userId: victim, now, slack: 25, ...rules })

const published = {
  keys,
  claims: { sub: victim, iss: issuer.url, aud: issuer.url, iat: now, exp: now + 900 },
  foreignUrl,
}

const hostile: readonly HostileToken[] = [
  ...hostilePublishedKeys(published),
  ...hostilePublishedIssuers(published, issuer.url),
  ...hostileOwnKeys(forge, 'key-unknown'),
  ...hostileIssuers(forge),
  ...hostileAudiences(forge),
  ...hostileSecretTokens(forge),
]

const good: readonly GoodToken[] = [
  ...goodPublishedKeys(published),
  ...goodAudiences(forge),
  ...goodSecretTokens(forge, foreignUrl),
]

const token = forge.token()
const hostileForms = [...hostileHeaderForms(token), ...hostile.map(asHeader)]

const task = await call(api.address, '/api/tasks', {
  method: 'POST',
  token,
  body: { title: 'Of alice alone' },
})

assert.equal(task.status, 201, task.text)
const taskId = String(at(task.body, 'data', 'id'))
const before = await rowsOf(database.url, victim)
const refusals = new Set<string>()

/** Theirs have no id of the request. */
const refusalsOfSecondFace = new Set<string>()
const loggedReasons = new Map<string, string | undefined>()

for (const form of hostileForms) {
  test(`${form.status}: ${form.name}`, async () => {
    const answer = await sendForm(api.address, 'GET', '/api/tasks', form)
    assert.equal(answer.status, form.status, answer.body)
    if (form.status === 401) {
      refusals.add(comparable(answer))
      loggedReasons.set(idOf(answer), form.reason)
    }
    const next = await call(api.address, `/api/tasks/${taskId}`, { token })
    assert.equal(next.status, 200)
    assert.equal(at(next.body, 'data', 'title'), 'Of alice alone')
  })
}

for (const form of [
  ...goodHeaderForms(token).map((one) => ({ ...one, userId: victim })),
  ...good.map(({ name, token: sent, userId }) => ({
    name,
    lines: [`Authorization: Bearer ${sent}`],
    status: 200 as const,
    userId,
  })),
]) {
  test(`200: ${form.name}`, async () => {
    const answer = await sendForm(api.address, 'GET', '/api/tasks', form)
    assert.equal(answer.status, 200, answer.body)
    assert.equal(answer.body.includes('Of alice alone'), form.userId === victim)
  })
}

test('401 on every route and method of the API, whatever the token', async (t) => {
  const routes = await documentedRequests(api.address, { userId: victim, taskId })
  assert.ok(routes.length >= 10, `${routes}`)
  // Every thirteenth, so that each family is there and no route sees the same ones as the next.
  const refusedForms = hostileForms.filter(({ status }) => status === 401)
  for (const [index, [method = '', path = '']] of routes.entries()) {
    await t.test(`${method} ${path}`, async () => {
      const sample = refusedForms.filter((_, place) => place % 13 === index % 13)
      assert.ok(sample.length >= 20)
      for (const form of sample) {
        const answer = await sendForm(api.address, method, path, form)
        assert.equal(answer.status, 401, `${form.name}: ${answer.body}`)
        if (method === 'HEAD') continue
        if (path.startsWith(`/api/${victim}/`)) {
          refusalsOfSecondFace.add(comparable(answer))
          continue
        }
        refusals.add(comparable(answer))
        loggedReasons.set(idOf(answer), form.reason)
      }
    })
  }
})

test('all of these 401s are byte by byte the same, but for the date and the id of the request', () => {
  assert.ok(loggedReasons.size >= 450, `${loggedReasons.size}`)
  assert.deepEqual([...refusals].slice(1), [])
  assert.match([...refusals][0] ?? '', /^HTTP\/1\.1 401 Unauthorized\n.*\nwww-authenticate: Bearer\n/s)
  const [ofSecondFace = '', ...others] = refusalsOfSecondFace
  assert.deepEqual(others, [])
  assert.match(ofSecondFace, /^HTTP\/1\.1 401 .*\nwww-authenticate: Bearer\n.*\n\{"detail":"[^"]+"\}$/s)
})

test('the log has the reason for each', async () => {
  const reasonsIn = () =>
    new Map(
      api
        .log()
        .filter((line) => at(line, 'msg') === 'Token refused')
        .map((line) => [String(at(line, 'requestId')), at(line, 'reason')]),
    )
  await waitUntil(() => [...loggedReasons.keys()].every((id) => reasonsIn().has(id)))
  const reasons = reasonsIn()
  for (const [id, reason] of loggedReasons) assert.equal(reasons.get(id), reason)
  assert.deepEqual(
    api.log().filter((line) => ['warn', 'error', 'fatal'].includes(String(at(line, 'level')))),
    [],
  )
})

test('the log has no part of a token in it, and not the secret', () => {
  const written = api.stdout() + api.stderr()
  const parts = [...hostile, ...good, { token }].flatMap(({ token: sent }) =>
    sent.split(/[.\s,"]/).filter((part) => part.length >= 16),
  )
  assert.ok(parts.length > 600)
  for (const part of [...new Set(parts), secret]) assert.ok(!written.includes(part), part)
})

test('nothing of the victim has changed, and nobody believed an address that a token named', async () => {
  assert.deepEqual(await rowsOf(database.url, victim), before)
  const [row] = await sql(database.url, 'select count(*)::int as count from tasks')
  assert.deepEqual(row, { count: 1 })
  assert.equal(foreign.connections(), 0)
  assert.ok(issuer.keyRequests() >= 1 && issuer.keyRequests() <= 2, `${issuer.keyRequests()}`)
})
