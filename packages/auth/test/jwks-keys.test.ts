import assert from 'node:assert/strict'
import { createHmac, createPublicKey, generateKeyPairSync } from 'node:crypto'
import { test } from 'node:test'
import { jwksSource } from '@taskport/auth'
import { type Jwk, makeKeyPair, signedAs } from './support/key-pair.js'
import { authenticatorOf, openKeyServer } from './support/key-server.js'
import { CLAIMS, encodePart, rawToken } from './support/raw-token.js'

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
  EdDSA: [all, ed.token()],
  ES256: [all, es.token()],
  RS256: [all, rs.token()],
  PS256: [all, ps.token()],
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
  'no kid, and one key of its algorithm': [all, ed.token({ header: { kid: undefined } })],
  'no kid, and a key without one': [[without(ed.jwk, 'kid')], ed.token({ header: { kid: undefined } })],
  'an empty kid': [[{ ...ed.jwk, kid: '' }], ed.token({ header: { kid: '' } })],
  'one kid for two algorithms': [[{ ...es.jwk, kid: ed.kid }, ed.jwk], ed.token()],
  'a jku, an x5u and a jwk, left alone': [
    all,
    ed.token({ header: { jku: 'http://127.0.0.1:1/', x5u: 'http://127.0.0.1:1/', jwk: es.jwk } }),
  ],
}
for (const [name, [keys, token]] of Object.entries(accepted)) {
  test(`accepted: ${name}`, async () => assert.equal(await verdictWith(keys, token), 'accepted'))
}

const short = makeKeyPair('RS256', { bits: 2040 })
const other = makeKeyPair('EdDSA')
const twin = makeKeyPair('EdDSA', { kid: ed.kid })
const es384 = generateKeyPairSync('ec', { namedCurve: 'P-384' })
const rsaPem = createPublicKey(rs.privateKey).export({ type: 'spki', format: 'pem' })
const octets = { kty: 'oct', kid: 'o', k: Buffer.from('a secret that is published').toString('base64url') }
const hmacToken = (header: object, secret: string | Buffer): string => {
  const input = `${encodePart(header)}.${encodePart(CLAIMS)}`
  return `${input}.${createHmac('sha256', secret).update(input).digest('base64url')}`
}
const privatePart = (name: string): Jwk => ({ ...ed.jwk, [name]: ed.privateKey.export({ format: 'jwk' }).d })

const refused: Readonly<Record<string, Readonly<Record<string, readonly [readonly Jwk[], string]>>>> = {
  'key-unknown': {
    'no key at all': [[], ed.token()],
    'a kid that is not there': [all, ed.token({ header: { kid: 'other' } })],
    'a kid in other letters': [[{ ...ed.jwk, kid: 'Key' }], ed.token({ header: { kid: 'key' } })],
    'a kid, and only a key without one': [[without(ed.jwk, 'kid')], ed.token()],
    'a kid that objects inherit': [all, ed.token({ header: { kid: '__proto__' } })],
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
    'PS256 by the kid of an RS256 key': [
      [rs.jwk],
      signedAs('PS256', rs.privateKey, { alg: 'PS256', kid: rs.kid }, CLAIMS),
    ],
    'RS256 by the kid of a PS256 key': [
      [ps.jwk],
      signedAs('RS256', ps.privateKey, { alg: 'RS256', kid: ps.kid }, CLAIMS),
    ],
    'ES256 by the kid of an EdDSA key': [all, ed.token({ header: { alg: 'ES256' } })],
    ES384: [
      [{ ...createPublicKey(es384.privateKey).export({ format: 'jwk' }), kid: 'p', alg: 'ES384' }],
      signedAs('ES256', es384.privateKey, { alg: 'ES384', kid: 'p' }, CLAIMS),
    ],
    'Ed25519, the other name': [[{ ...ed.jwk, alg: 'Ed25519' }], ed.token({ header: { alg: 'Ed25519' } })],
    none: [all, ed.token({ header: { alg: 'none' } })],
  },
  'signature-mismatch': {
    'another key of that kid': [[ed.jwk], twin.token()],
    'the key that it carries': [[ed.jwk], twin.token({ header: { jwk: twin.jwk } })],
    'a key as the secret of HS256': [all, hmacToken({ alg: 'HS256', kid: rs.kid }, rsaPem)],
    "a key's letters as the secret of HS256": [
      all,
      hmacToken({ alg: 'HS256', kid: ed.kid }, String(ed.jwk.x)),
    ],
    'HS256 by a secret in the key set': [
      [{ ...octets, alg: 'HS256' }],
      hmacToken({ alg: 'HS256', kid: 'o' }, 'a secret that is published'),
    ],
    'ES256 with a signature as DER has it': [
      [es.jwk],
      es.token().replace(/[^.]+$/, 'MEQCIHNpZ25hdHVyZS1hcy1ERVItaGFzLWl0LWFuZC1sb25nAiBzaWduYXR1cmU'),
    ],
    'ES256 all zeros': [[es.jwk], es.token().replace(/[^.]+$/, Buffer.alloc(64).toString('base64url'))],
    'EdDSA all zeros': [[ed.jwk], ed.token().replace(/[^.]+$/, Buffer.alloc(64).toString('base64url'))],
    'one byte for a signature': [[ed.jwk], ed.token().replace(/[^.]+$/, 'AA')],
    'other claims': [[ed.jwk], ed.token().replace(/\.[^.]+\./, `.${encodePart({ ...CLAIMS, sub: 'eve' })}.`)],
  },
}
for (const [reason, cases] of Object.entries(refused)) {
  for (const [name, [keys, token]] of Object.entries(cases)) {
    test(`${reason}: ${name}`, async () => {
      assert.equal(await verdictWith(keys, token), `refused: ${reason}`)
    })
  }
}

test('claims are judged as those of any token', async () => {
  for (const [reason, claims] of Object.entries({
    expired: { exp: CLAIMS.exp - 7200 },
    'subject-missing': { sub: undefined, email: 'ada@example.com' },
    'id-differs-from-subject': { id: 'eve' },
  })) {
    assert.equal(await verdictWith(all, ed.token({ claims })), `refused: ${reason}`)
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
