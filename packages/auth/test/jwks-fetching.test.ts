import assert from 'node:assert/strict'
import { test } from 'node:test'
import { makeKeyPair } from './support/key-pair.js'
import { authenticatorOf, openKeyServer } from './support/key-server.js'
import { rawToken } from './support/raw-token.js'

const MINUTE = 60
const first = makeKeyPair('EdDSA')
const second = makeKeyPair('EdDSA')
const unknown = makeKeyPair('EdDSA')

/** Waits for what goes on behind the requests. */
const until = async (holds: () => boolean | Promise<boolean>): Promise<void> => {
  const signal = AbortSignal.timeout(10_000)
  while (!(await holds())) {
    signal.throwIfAborted()
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}

test('nothing is fetched before a token needs it, and then once', async () => {
  await using server = await openKeyServer(first.jwk)
  const { verdict } = authenticatorOf(server)
  for (const token of [
    rawToken(),
    'null',
    first.token({ header: { alg: 'none' } }),
    rawToken({ header: { alg: 'HS512' } }),
  ]) {
    await verdict(token)
  }
  assert.equal(server.requests(), 0)
  for (let times = 0; times < 20; times += 1) assert.equal(await verdict(first.token()), 'accepted')
  assert.equal(server.requests(), 1)
})

test('requests that come together share one fetch', async () => {
  await using server = await openKeyServer(first.jwk)
  const { verdict } = authenticatorOf(server)
  const verdicts = await Promise.all(Array.from({ length: 100 }, () => verdict(first.token())))
  assert.deepEqual(new Set(verdicts), new Set(['accepted']))
  assert.equal(server.requests(), 1)
})

test('an unknown kid causes at most one fetch in 30 s, whatever arrives', async () => {
  await using server = await openKeyServer(first.jwk)
  const { verdict, pass } = authenticatorOf(server)
  const storm = async () => {
    const tokens = Array.from({ length: 50 }, (_, n) => unknown.token({ header: { kid: `${n}` } }))
    tokens.push(unknown.token({ header: { kid: undefined, alg: 'ES256' } }))
    const verdicts = await Promise.all(tokens.map(verdict))
    for (const token of tokens) verdicts.push(await verdict(token))
    assert.deepEqual(new Set(verdicts), new Set(['refused: key-unknown']))
  }
  await storm()
  assert.equal(server.requests(), 1)
  pass(29.9)
  await storm()
  assert.equal(server.requests(), 1)
  pass(0.1)
  await storm()
  assert.equal(server.requests(), 2)
  assert.equal(await verdict(first.token()), 'accepted')
  assert.equal(server.requests(), 2)
})

test('a new key is accepted within one fetch', async () => {
  await using server = await openKeyServer(first.jwk)
  const { verdict, pass } = authenticatorOf(server)
  assert.equal(await verdict(first.token()), 'accepted')
  server.publish(second.jwk, first.jwk)
  pass(30)
  assert.equal(await verdict(second.token()), 'accepted')
  assert.equal(await verdict(first.token()), 'accepted')
  assert.equal(server.requests(), 2)
})

test('a kid of another algorithm, and a wrong signature, cause no fetch', async () => {
  await using server = await openKeyServer(first.jwk)
  const { verdict, pass } = authenticatorOf(server)
  await verdict(first.token())
  pass(60)
  assert.equal(await verdict(first.token({ header: { alg: 'ES256' } })), 'refused: algorithm-not-allowed')
  assert.equal(await verdict(unknown.token({ header: { kid: first.kid } })), 'refused: signature-mismatch')
  assert.equal(server.requests(), 1)
})

test('after ten minutes the keys are fetched behind a request, and a withdrawn one is let go', async () => {
  await using server = await openKeyServer(first.jwk, second.jwk)
  const { verdict, pass } = authenticatorOf(server)
  assert.equal(await verdict(first.token()), 'accepted')
  server.publish(second.jwk)
  pass(10 * MINUTE - 1)
  assert.equal(await verdict(second.token()), 'accepted')
  assert.equal(server.requests(), 1)
  pass(1)
  assert.equal(await verdict(second.token()), 'accepted')
  await until(async () => (await verdict(first.token())) === 'refused: key-unknown')
  assert.equal(await verdict(second.token()), 'accepted')
  assert.equal(server.requests(), 2)
})

test('no request waits for the fetch after ten minutes', async () => {
  await using server = await openKeyServer(first.jwk)
  const { verdict, pass, failures } = authenticatorOf(server)
  await verdict(first.token())
  server.answer(() => {})
  pass(10 * MINUTE)
  assert.equal(await verdict(first.token()), 'accepted')
  assert.deepEqual(failures, [], 'the fetch has not come to its end')
  await until(() => server.requests() === 2)
})

test('after twenty minutes without a token, a withdrawn key is not accepted even once', async () => {
  await using server = await openKeyServer(first.jwk, second.jwk)
  const { verdict, pass } = authenticatorOf(server)
  assert.equal(await verdict(first.token()), 'accepted')
  server.publish(second.jwk)
  pass(20 * MINUTE)
  assert.equal(await verdict(first.token()), 'refused: key-unknown')
  assert.equal(server.requests(), 2)
})

test('a set without keys is believed: all are withdrawn', async () => {
  await using server = await openKeyServer(first.jwk)
  const { verdict, pass } = authenticatorOf(server)
  assert.equal(await verdict(first.token()), 'accepted')
  server.publish()
  pass(20 * MINUTE)
  assert.equal(await verdict(first.token()), 'refused: key-unknown')
})

test('the address that a token names is not fetched', async () => {
  await using server = await openKeyServer(first.jwk)
  await using evil = await openKeyServer(unknown.jwk)
  const { verdict } = authenticatorOf(server)
  const header = { jku: evil.url, x5u: evil.url, kid: evil.url, iss: evil.url }
  assert.equal(await verdict(unknown.token({ header, claims: { iss: evil.url } })), 'refused: key-unknown')
  assert.deepEqual([server.requests(), evil.requests()], [1, 0])
})

test('the request says what it wants, and nothing of the token', async () => {
  await using server = await openKeyServer(first.jwk)
  const seen: unknown[] = []
  server.answer(({ method, url, headers }, response) => {
    seen.push([method, url, headers.accept, headers.authorization, headers.cookie])
    response.end(JSON.stringify({ keys: [first.jwk] }))
  })
  assert.equal(await authenticatorOf(server).verdict(first.token()), 'accepted')
  assert.deepEqual(seen, [['GET', '/api/auth/jwks', 'application/json', undefined, undefined]])
})
