import assert from 'node:assert/strict'
import { createPublicKey, generateKeyPairSync } from 'node:crypto'
import { test } from 'node:test'
import { jwksSource } from '@taskport/auth'
import {
  goodPublishedKeys,
  goodSecretTokens,
  hostileOwnKeys,
  hostilePublishedIssuers,
  hostilePublishedKeys,
  hostileSecretTokens,
  tokenForge,
} from '@taskport/auth/testing'
import { type Jwk, makeKeyPair, signedAs } from './support/key-pair.js'
import { authenticatorOf, openKeyServer } from './support/key-server.js'
import { CLAIMS, rawToken, target } from './support/raw-token.js'

const ed = makeKeyPair('EdDSA')
const es = makeKeyPair('ES256')
const rs = makeKeyPair('RS256')
const ps = makeKeyPair('PS256')
const all = [ed.jwk, es.jwk, rs.jwk, ps.jwk]

/** Nothing arrives under these names. */
const without = (jwk: Jwk, ...names: readonly string[]): Jwk =>
  Object.fromEntries(Object.entries(jwk).filter(([name]) => !names.includes(name)))

/** What becomes of a token when these are the keys. */
const verdictWith = async (keys: readonly Jwk[], token: string): Promise<string> => {
  await using server = await openKeyServer(...keys)
  return await authenticatorOf(server).verdict(token)
}

const accepted: Readonly<Record<string, readonly [readonly Jwk[], string]>> = {
  'an Ed25519 key without alg': [[without(ed.jwk, 'alg')], ed.token()],
  'a P-256 key without alg': [[without(es.jwk, 'alg')], es.token()],
  'an RSA key without alg, as RS256': [[without(rs.jwk, 'alg')], rs.token()],
  'use sig': [[{ ...ed.jwk, use: 'sig' }], ed.token()],
  'key_ops verify': [[{ ...ed.jwk, key_ops: ['verify'] }], ed.token()],
  'an unknown member, an x5c and an ext': [[{ ...ed.jwk, note: 1, x5c: ['MIIB'], ext: 'no' }], ed.token()],
  'among keys of kinds not understood': [
    [{ kty: 'AKP', kid: 'x' }, { kty: 'new' }, { ...ed.jwk, kid: 7 }, ed.jwk],
    ed.token(),
  ],
  'no kid, and a key without one': [[without(ed.jwk, 'kid')], ed.token({ header: { kid: undefined } })],
  'an empty kid': [[{ ...ed.jwk, kid: '' }], ed.token({ header: { kid: '' } })],
  'one kid for two algorithms': [[{ ...es.jwk, kid: ed.kid }, ed.jwk], ed.token()],
}
for (const [name, [keys, token]] of Object.entries(accepted)) {
  test(`accepted: ${name}`, async () => assert.equal(await verdictWith(keys, token), 'accepted'))
}

const short = makeKeyPair('RS256', { bits: 2040 })
const other = makeKeyPair('EdDSA')
const twin = makeKeyPair('EdDSA', { kid: ed.kid })
const es384 = generateKeyPairSync('ec', { namedCurve: 'P-384' })
const octets = { kty: 'oct', kid: 'o', k: Buffer.from('a secret that is published').toString('base64url') }
const privatePart = (name: string): Jwk => ({ ...ed.jwk, [name]: ed.privateKey.export({ format: 'jwk' }).d })

const refused: Readonly<Record<string, Readonly<Record<string, readonly [readonly Jwk[], string]>>>> = {
  'key-unknown': {
    'no key at all': [[], ed.token()],
    'a kid in other letters': [[{ ...ed.jwk, kid: 'Key' }], ed.token({ header: { kid: 'key' } })],
    'a kid, and only a key without one': [[without(ed.jwk, 'kid')], ed.token()],
    'no kid, and two keys of its algorithm': [[ed.jwk, other.jwk], ed.token({ header: { kid: undefined } })],
    'no kid, and none of its algorithm': [[es.jwk], ed.token({ header: { kid: undefined } })],
    'two keys of one kid and algorithm': [[ed.jwk, twin.jwk], ed.token()],
    'use enc': [[{ ...ed.jwk, use: 'enc' }], ed.token()],
    'use null': [[{ ...ed.jwk, use: null }], ed.token()],
    'key_ops without verify': [[{ ...ed.jwk, key_ops: ['sign'] }], ed.token()],
    'a private part': [[privatePart('d')], ed.token()],
    'a private part of another kind': [[privatePart('priv')], ed.token()],
    'RSA below 2,048 bits': [[short.jwk], short.token()],
    'RSA below 2,048 bits, without alg': [[without(short.jwk, 'alg')], short.token()],
    'an alg of another kind of key': [[{ ...ed.jwk, alg: 'ES256' }], ed.token()],
    'alg null': [[{ ...ed.jwk, alg: null }], ed.token()],
    'an alg not understood here': [[{ ...rs.jwk, alg: 'RS512' }], rs.token()],
    'a curve not understood here': [[{ ...ed.jwk, crv: 'Ed448' }], ed.token()],
    'a point off the curve': [[{ ...es.jwk, x: es.jwk.y }], es.token()],
    'a key of no length': [[{ ...ed.jwk, x: '' }], ed.token()],
    'a key that is a number': [[{ ...ed.jwk, x: 7 }], ed.token()],
    'a key without its key': [[without(ed.jwk, 'x')], ed.token()],
  },
  'algorithm-not-allowed': {
    ES384: [
      [{ ...createPublicKey(es384.privateKey).export({ format: 'jwk' }), kid: 'p', alg: 'ES384' }],
      signedAs('ES256', es384.privateKey, { alg: 'ES384', kid: 'p' }, CLAIMS),
    ],
    'Ed25519, the other name': [[{ ...ed.jwk, alg: 'Ed25519' }], ed.token({ header: { alg: 'Ed25519' } })],
  },
  'signature-mismatch': {
    'HS256 by a secret in the key set': [
      [{ ...octets, alg: 'HS256' }],
      rawToken({ header: { alg: 'HS256', kid: 'o' }, secret: 'a secret that is published' }),
    ],
  },
}
for (const [reason, cases] of Object.entries(refused)) {
  for (const [name, [keys, token]] of Object.entries(cases)) {
    test(`${reason}: ${name}`, async () => {
      assert.equal(await verdictWith(keys, token), `refused: ${reason}`)
    })
  }
}

const pairs = { EdDSA: ed, ES256: es, RS256: rs, PS256: ps }
const foreignUrl = 'http://127.0.0.1:1/'
const forge = tokenForge(target)
const published = { keys: pairs, claims: forge.claims, foreignUrl }

test('no token that names, carries, borrows or guesses a published key is accepted', async (t) => {
  await using server = await openKeyServer(...all)
  const { verdict } = authenticatorOf(server)
  for (const { name, token, reason } of [
    ...hostilePublishedKeys(published),
    ...hostileOwnKeys(forge, 'key-unknown'),
    ...hostileSecretTokens(forge),
  ]) {
    await t.test(`${reason}: ${name}`, async () => assert.equal(await verdict(token), `refused: ${reason}`))
  }
  for (const { name, token } of [...goodPublishedKeys(published), ...goodSecretTokens(forge, foreignUrl)]) {
    await t.test(`accepted: ${name}`, async () => assert.equal(await verdict(token), 'accepted'))
  }
  assert.equal(server.requests(), 1)
})

test('their iss and aud are compared to the letter', async (t) => {
  await using server = await openKeyServer(...all)
  const rules = { issuer: 'https://app.example.com', audience: 'https://app.example.com' }
  const { verdict } = authenticatorOf(server, rules)
  const claims = { ...CLAIMS, iss: rules.issuer, aud: rules.audience }
  assert.equal(await verdict(ed.sign(claims)), 'accepted')
  for (const { name, token, reason } of hostilePublishedIssuers({ ...published, claims }, rules.issuer)) {
    await t.test(`${reason}: ${name}`, async () => assert.equal(await verdict(token), `refused: ${reason}`))
  }
})

test('its issuer and audience are asked of its own tokens alone', async () => {
  await using server = await openKeyServer(...all)
  const rules = { issuer: 'https://app.example.com', audience: 'https://app.example.com' }
  const { verdict } = authenticatorOf(server, rules)
  const right = { iss: rules.issuer, aud: rules.audience }
  assert.equal(await verdict(ed.token({ claims: right })), 'accepted')
  assert.equal(await verdict(ed.token({ claims: { ...right, aud: ['x', rules.audience] } })), 'accepted')
  assert.equal(await verdict(ed.token()), 'refused: issuer-mismatch')
  assert.equal(
    await verdict(ed.token({ claims: { ...right, iss: `${rules.issuer}/` } })),
    'refused: issuer-mismatch',
  )
  assert.equal(await verdict(ed.token({ claims: { ...right, aud: 'other' } })), 'refused: audience-mismatch')
  assert.equal(await verdict(rawToken()), 'accepted')
})

test('a url that is none is refused at once', () => {
  assert.throws(() => jwksSource({ url: 'app.example.com' }), { name: 'TypeError' })
})
