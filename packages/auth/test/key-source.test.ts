import assert from 'node:assert/strict'
import { generateKeyPairSync, type KeyObject, sign, verify } from 'node:crypto'
import { test } from 'node:test'
import { type KeySource, sharedSecret, type TokenHeader } from '@taskport/auth'
import {
  CLAIMS,
  encodePart,
  rawToken,
  SECRET,
  tokenWithClaims,
  tokenWithHeader,
} from './support/raw-token.js'
import { accepts, authenticator, refuses } from './support/verdicts.js'

const { publicKey, privateKey } = generateKeyPairSync('ed25519')

const edSigned = (header: object, key: KeyObject = privateKey, claims: object = CLAIMS): string => {
  const input = `${encodePart(header)}.${encodePart(claims)}`
  return `${input}.${sign(null, Buffer.from(input), key).toString('base64url')}`
}

/** A source that answers with promises, as one that fetches has to, and keeps what it was asked. */
const edSource = (asked: TokenHeader[] = []): KeySource => ({
  algorithms: ['EdDSA', 'ES256'],
  find: async (header) => {
    asked.push(header)
    if (header.keyId !== 'k1') return null
    return {
      algorithm: 'EdDSA',
      verify: async (token) => {
        const dot = token.lastIndexOf('.')
        const signature = Buffer.from(token.slice(dot + 1), 'base64url')
        return verify(null, Buffer.from(token.slice(0, dot)), publicKey, signature)
      },
    }
  },
})

const NEW = 'the secret of this month, which is long enough'
const rotation = { keys: [sharedSecret(NEW), sharedSecret(SECRET)] }

accepts('ada', { 'the new secret': rawToken({ secret: NEW }), 'the old secret': rawToken() }, rotation)
refuses('signature-mismatch', { 'neither secret': rawToken({ secret: 'x'.repeat(32) }) }, rotation)
refuses('expired', { 'the old secret, an old token': tokenWithClaims({ iat: 1, exp: 2 }) }, rotation)
refuses('algorithm-not-allowed', { 'no source at all': rawToken() }, { keys: [] })

test('a source may answer later, beside a secret that answers at once', async () => {
  const authenticate = authenticator({ keys: [sharedSecret(SECRET), edSource()] })
  assert.deepEqual(authenticate(rawToken()), { outcome: 'accepted', userId: 'ada' })
  const later = authenticate(edSigned({ alg: 'EdDSA', kid: 'k1' }))
  assert.ok(later instanceof Promise)
  assert.deepEqual(await later, { outcome: 'accepted', userId: 'ada' })
})

test('claims are judged the same for every kind of key', async () => {
  const authenticate = authenticator({ keys: [edSource()] })
  const token = edSigned({ alg: 'EdDSA', kid: 'k1' }, privateKey, { ...CLAIMS, id: 'eve' })
  assert.deepEqual(await authenticate(token), { outcome: 'refused', reason: 'id-differs-from-subject' })
})

test('a source is asked about its own algorithms only, and told alg and kid', async () => {
  const asked: TokenHeader[] = []
  const authenticate = authenticator({ keys: [edSource(asked), sharedSecret(SECRET)] })
  await authenticate(tokenWithHeader({ kid: 'k1' }))
  await authenticate(tokenWithHeader({ alg: 'RS256', kid: 'k1' }))
  assert.deepEqual(asked, [])
  await authenticate(edSigned({ alg: 'EdDSA', kid: 'k1', jku: 'https://evil.example' }))
  await authenticate(edSigned({ alg: 'EdDSA' }))
  assert.deepEqual(asked, [
    { algorithm: 'EdDSA', keyId: 'k1' },
    { algorithm: 'EdDSA', keyId: null },
  ])
})

const other = generateKeyPairSync('ed25519').privateKey
const unfit = {
  'key-unknown': edSigned({ alg: 'EdDSA', kid: 'k2' }),
  'signature-mismatch': edSigned({ alg: 'EdDSA', kid: 'k1' }, other),
  // The source knows ES256, but the key of this kid is for EdDSA alone.
  'algorithm-not-allowed': edSigned({ alg: 'ES256', kid: 'k1' }),
}
for (const [reason, token] of Object.entries(unfit)) {
  test(`${reason}, from a source that answers later`, async () => {
    const authenticate = authenticator({ keys: [sharedSecret(SECRET), edSource()] })
    assert.deepEqual(await authenticate(token), { outcome: 'refused', reason })
  })
}

test('the reason tells of the key that was found, whichever source was last', async () => {
  const authenticate = authenticator({ keys: [edSource(), { algorithms: ['EdDSA'], find: () => null }] })
  const token = edSigned({ alg: 'EdDSA', kid: 'k1' }, other)
  assert.deepEqual(await authenticate(token), { outcome: 'refused', reason: 'signature-mismatch' })
})

test("a secret's key is for HS256 even when it is asked about another algorithm", async () => {
  const key = await sharedSecret(SECRET).find({ algorithm: 'HS256', keyId: null })
  assert.ok(key !== null && 'verify' in key)
  assert.equal(await key.verify(rawToken()), true)
  assert.equal(await key.verify(rawToken({ header: { alg: 'HS512' }, hash: 'sha512' })), false)
})
