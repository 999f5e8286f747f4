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
import { goodHeaderForms, type HeaderForm, hostileHeaderForms } from './support/header-forms.js'
import { openIssuer } from './support/issuer.js'
import { answersIn, type RawAnswer } from './support/raw-answers.js'
import { rawExchange } from './support/raw-exchange.js'
import { rowsOf } from './support/rows-of.js'
import { startApi } from './support/start-api.js'
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

/** HTTP takes this space away before anybody sees the token. */
const mendedByHttp = new Set(['not-base64url: a space in front', 'not-base64url: a tab at the end'])

/** HTTP allows no control character in a header but the tab. */
const isControl = (character: string): boolean =>
  (character < ' ' && character !== '\t') || character === '\u007f'

/** What becomes of a hostile token that stands behind `Authorization: Bearer `. */
const asHeader = ({ name, token: sent, reason }: HostileToken): HeaderForm => {
  const form = { name: `${reason}: ${name}`, lines: [`Authorization: Bearer ${sent}`] }
  if (mendedByHttp.has(form.name)) return { ...form, status: 200 }
  if (sent.length > 16_000) return { ...form, status: 431 }
  if ([...sent].some(isControl)) return { ...form, status: 400 }
  return { ...form, status: 401, reason: /^[^\s,]+$/.test(sent) ? reason : 'not-a-bearer-token' }
}

const hostileForms = [...hostileHeaderForms(token), ...hostile.map(asHeader)]

/** The lines of header forms are bytes already, a character each; a token with larger characters is text. */
const bytesOf = (text: string): Buffer => {
  const bytes = Buffer.from(text, 'latin1')
  return bytes.toString('latin1') === text ? bytes : Buffer.from(text)
}

const body = '{"title":"Taken over"}'
const send = async (method: string, path: string, form: HeaderForm): Promise<RawAnswer> => {
  const hasBody = method !== 'GET' && method !== 'HEAD'
  const head = [
    `${method} ${path}${form.query ?? ''} HTTP/1.1`,
    'Host: localhost',
    ...(hasBody ? ['Content-Type: application/json', `Content-Length: ${body.length}`] : []),
    'Connection: close',
    ...form.lines,
  ].join('\r\n')
  const received = await rawExchange(api.address, bytesOf(`${head}\r\n\r\n${hasBody ? body : ''}`))
  const [answer, ...others] = answersIn(received, { toHead: method === 'HEAD' })
  assert.ok(answer !== undefined && others.length === 0, received)
  return answer
}

/** A refused token's answer, without the two places in which no two answers are equal. */
const comparable = ({ lines, body: text }: RawAnswer): string =>
  [
    ...lines.filter((line) => !line.startsWith('Date: ')),
    '',
    text.replace(/"requestId":"[\da-f-]{36}"/, ''),
  ].join('\n')

const idOf = ({ body: text }: RawAnswer): string => String(at(JSON.parse(text), 'requestId'))

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
    const answer = await send('GET', '/api/tasks', form)
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
    const answer = await send('GET', '/api/tasks', form)
    assert.equal(answer.status, 200, answer.body)
    assert.equal(answer.body.includes('Of alice alone'), form.userId === victim)
  })
}

test('401 on every route and method of the API, whatever the token', async (t) => {
  const { body: document } = await call(api.address, '/openapi.json')
  const paths = at(document, 'paths')
  assert.ok(typeof paths === 'object' && paths !== null)
  const routes = Object.entries(paths)
    .filter(([path]) => path.startsWith('/api'))
    .flatMap(([path, operations]) =>
      Object.keys(operations).flatMap((method) => {
        const concrete = path.replace('{userId}', victim).replaceAll(/\{\w+\}/g, taskId)
        return method === 'get'
          ? [
              ['GET', concrete],
              ['HEAD', concrete],
            ]
          : [[method.toUpperCase(), concrete]]
      }),
    )
  assert.ok(routes.length >= 10, `${routes}`)
  // Every thirteenth, so that each family is there and no route sees the same ones as the next.
  const refusedForms = hostileForms.filter(({ status }) => status === 401)
  for (const [index, [method = '', path = '']] of routes.entries()) {
    await t.test(`${method} ${path}`, async () => {
      const sample = refusedForms.filter((_, place) => place % 13 === index % 13)
      assert.ok(sample.length >= 20)
      for (const form of sample) {
        const answer = await send(method, path, form)
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
