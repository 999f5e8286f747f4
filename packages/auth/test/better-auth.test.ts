import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  type Authenticator,
  betterAuthJwks,
  createAuthenticator,
  jwksSource,
  sharedSecret,
} from '@taskport/auth'
import jsonwebtoken from 'jsonwebtoken'
import { type BetterAuthServer, openBetterAuth } from './support/better-auth-server.js'
import { SECRET } from './support/raw-token.js'

/** As an API is set up beside a Better Auth server: its keys, and the secret that it has too. */
const authenticatorBeside = ({ url }: BetterAuthServer, now?: () => number): Authenticator =>
  createAuthenticator({
    keys: [sharedSecret(SECRET), jwksSource({ ...betterAuthJwks(url), now })],
    subjectMaxLength: 255,
  })

const headerOf = (token: string): unknown =>
  JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString())

const claimsOf = (token: string): Map<string, unknown> =>
  new Map(Object.entries(JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString())))

test("a token of the default plugin is accepted, for the user's id", async () => {
  await using server = await openBetterAuth()
  const authenticate = authenticatorBeside(server)
  const ada = await server.signUp('ada')
  const eve = await server.signUp('eve')
  const token = await ada.getToken()
  assert.partialDeepStrictEqual(headerOf(token), { alg: 'EdDSA' })
  assert.deepEqual(await authenticate(token), { outcome: 'accepted', userId: ada.userId })
  assert.deepEqual(await authenticate(await eve.getToken()), { outcome: 'accepted', userId: eve.userId })
  assert.notEqual(ada.userId, eve.userId)
  assert.equal(server.keyRequests(), 1)
})

test('iss and aud are the origin of its base URL, however that is written', async () => {
  for (const suffix of ['', '/', '/api/auth', '/api/auth/']) {
    await using server = await openBetterAuth({ suffix })
    const ada = await server.signUp('ada')
    const token = await ada.getToken()
    assert.deepEqual([claimsOf(token).get('iss'), claimsOf(token).get('aud')], [server.url, server.url])
    const authenticate = authenticatorBeside({ ...server, url: `${server.url}${suffix}` })
    assert.deepEqual(await authenticate(token), { outcome: 'accepted', userId: ada.userId })
  }
})

test('what betterAuthJwks makes of a base URL', () => {
  const [issuer, audience] = ['https://app.example.com', 'https://app.example.com']
  for (const [baseUrl, url] of [
    ['https://app.example.com', 'https://app.example.com/api/auth/jwks'],
    ['https://app.example.com/', 'https://app.example.com/api/auth/jwks'],
    ['https://APP.example.com:443//', 'https://app.example.com/api/auth/jwks'],
    ['https://app.example.com/auth', 'https://app.example.com/auth/jwks'],
    ['https://app.example.com/a/auth/', 'https://app.example.com/a/auth/jwks'],
  ] as const) {
    assert.deepEqual(betterAuthJwks(baseUrl), { url, issuer, audience })
  }
  assert.throws(() => betterAuthJwks('app.example.com'), { name: 'TypeError' })
})

test('after its keys are rotated, new tokens are accepted within one fetch, and old ones are let go', async () => {
  await using server = await openBetterAuth()
  let milliseconds = 0
  const authenticate = authenticatorBeside(server, () => milliseconds)
  const ada = await server.signUp('ada')
  const before = await ada.getToken()
  assert.deepEqual(await authenticate(before), { outcome: 'accepted', userId: ada.userId })
  server.rotateKeys()
  const after = await ada.getToken()
  assert.notDeepEqual(headerOf(after), headerOf(before))
  milliseconds += 30_000
  assert.deepEqual(await authenticate(after), { outcome: 'accepted', userId: ada.userId })
  assert.equal(server.keyRequests(), 2)
  assert.deepEqual(await authenticate(before), { outcome: 'refused', reason: 'key-unknown' })
})

for (const alg of ['EdDSA', 'ES256', 'RS256', 'PS256'] as const) {
  test(`keyPairConfig ${alg}`, async () => {
    await using server = await openBetterAuth({ jwtOptions: { jwks: { keyPairConfig: { alg } } } })
    const ada = await server.signUp('ada')
    const token = await ada.getToken()
    assert.partialDeepStrictEqual(headerOf(token), { alg })
    const authentication = await authenticatorBeside(server)(token)
    assert.deepEqual(authentication, { outcome: 'accepted', userId: ada.userId })
  })
}

test('a token of another server, or for another audience, is refused', async () => {
  await using server = await openBetterAuth()
  await using other = await openBetterAuth()
  await using forOthers = await openBetterAuth({ jwtOptions: { jwt: { audience: 'https://other.example' } } })
  const mallory = await other.signUp('mallory')
  assert.deepEqual(await authenticatorBeside(server)(await mallory.getToken()), {
    outcome: 'refused',
    reason: 'key-unknown',
  })
  const ada = await forOthers.signUp('ada')
  assert.deepEqual(await authenticatorBeside(forOthers)(await ada.getToken()), {
    outcome: 'refused',
    reason: 'audience-mismatch',
  })
})

test('the recipe for HS256 is accepted, without a fetch', async () => {
  await using server = await openBetterAuth({
    jwtOptions: {
      jwks: { remoteUrl: 'https://unused.example.com', keyPairConfig: { alg: 'ES256' } },
      jwt: {
        sign: async (claims) => jsonwebtoken.sign(JSON.stringify(claims), SECRET, { algorithm: 'HS256' }),
      },
    },
  })
  const ada = await server.signUp('ada')
  const token = await ada.getToken()
  assert.partialDeepStrictEqual(headerOf(token), { alg: 'HS256' })
  assert.deepEqual(await authenticatorBeside(server)(token), { outcome: 'accepted', userId: ada.userId })
  assert.equal(server.keyRequests(), 0)
})

test('a session token is refused', async () => {
  await using server = await openBetterAuth()
  const { sessionToken, sessionCookie } = await server.signUp('ada')
  assert.ok(sessionCookie.startsWith(`${sessionToken}.`))
  for (const token of [sessionToken, sessionCookie]) {
    assert.deepEqual(await authenticatorBeside(server)(token), {
      outcome: 'refused',
      reason: 'not-three-parts',
    })
  }
})

test('the token of a verification link is refused, though the secret has signed it', async () => {
  await using server = await openBetterAuth()
  await server.signUp('ada')
  const [token = '', ...others] = server.verificationTokens
  assert.deepEqual(others, [])
  assert.ok(jsonwebtoken.verify(token, SECRET, { algorithms: ['HS256'] }))
  assert.equal(claimsOf(token).get('email'), 'ada@example.com')
  assert.deepEqual(await authenticatorBeside(server)(token), {
    outcome: 'refused',
    reason: 'subject-missing',
  })
})

const strategies = {
  compact: 'not-three-parts',
  jwt: 'subject-missing',
  jwe: 'not-three-parts',
} as const
for (const strategy of ['compact', 'jwt', 'jwe'] as const) {
  test(`a cached session's cookie is refused: ${strategy}`, async () => {
    await using server = await openBetterAuth({ session: { cookieCache: { enabled: true, strategy } } })
    const { cachedSession = '' } = await server.signUp('ada')
    assert.notEqual(cachedSession, '')
    if (strategy === 'jwt') assert.ok(jsonwebtoken.verify(cachedSession, SECRET, { algorithms: ['HS256'] }))
    assert.deepEqual(await authenticatorBeside(server)(cachedSession), {
      outcome: 'refused',
      reason: strategies[strategy],
    })
  })
}

test("a cached session's cookie is refused, though it names the user and a published key has signed it", async () => {
  await using server = await openBetterAuth({
    jwtOptions: { sessionCookieCache: true },
    session: { cookieCache: { enabled: true, strategy: 'jwt' } },
  })
  const { cachedSession = '', userId } = await server.signUp('ada')
  assert.partialDeepStrictEqual(headerOf(cachedSession), { alg: 'EdDSA' })
  assert.equal(claimsOf(cachedSession).get('sub'), userId)
  const authentication = await authenticatorBeside(server)(cachedSession)
  assert.deepEqual(authentication, { outcome: 'refused', reason: 'type-not-allowed' })
})
