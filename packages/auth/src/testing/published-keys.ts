import { createPublicKey } from 'node:crypto'
import { type KeyPairs, makeKeyPair, signedAs } from './key-pair.js'
import { encodePart, rawToken } from './raw-token.js'
import { type GoodToken, goodFor, type HostileToken, hostileFor } from './token-cases.js'

/** An issuer that publishes its keys, whose tokens are forged. */
export interface PublishedKeysTarget {
  /** Those that it publishes, and no others. */
  readonly keys: KeyPairs
  /** Those of a token of its own that is accepted, in whole. */
  readonly claims: { readonly sub: string; readonly iat: number; readonly exp: number }
  /** What must be called by nobody, however a token names it. */
  readonly foreignUrl: string
}

/** Keys of the attacker's own; the second under another's name, set by `kid`. */
const own = makeKeyPair('EdDSA')

/** Names of keys that are none, each signed rightly with a key that is not published. */
const strangeNames = (foreignUrl: string): Readonly<Record<string, string>> => ({
  'a kid that is not there': 'other',
  'an empty kid': '',
  'a kid that is a path': '../../../../../../dev/null',
  'a kid that is a file': '/proc/self/environ',
  'a kid that is an address': foreignUrl,
  'a kid that looks like SQL': "x' union select 'secret' --",
  'a kid that looks like a command': '| sleep 10',
  'a kid that objects inherit': '__proto__',
  'another that they inherit': 'constructor',
  'a method that they inherit': 'toString',
  'a method of lists': 'length',
  'a kid with NUL': 'key\u0000',
  'a kid with a line feed': 'key\nkid: other',
  'a kid of 4,000 letters': 'k'.repeat(4_000),
})

/** The key is not among those that are published. */
const unknownKeys = ({ keys, claims, foreignUrl }: PublishedKeysTarget): readonly HostileToken[] => {
  const enclosed = { kid: own.kid, jwk: own.jwk }
  return hostileFor('key-unknown', {
    ...Object.fromEntries(
      Object.entries(strangeNames(foreignUrl)).map(([name, kid]) => [name, own.sign(claims, { kid })]),
    ),
    'a published kid in capitals': keys.EdDSA.sign(claims, { kid: keys.EdDSA.kid.toUpperCase() }),
    'a published kid with a space': keys.EdDSA.sign(claims, { kid: `${keys.EdDSA.kid} ` }),
    'a jku of its own': own.sign(claims, { kid: own.kid, jku: foreignUrl }),
    'an x5u of its own': own.sign(claims, { kid: own.kid, x5u: foreignUrl }),
    'a jwk of its own': own.sign(claims, enclosed),
    'an x5c of its own': own.sign(claims, { ...enclosed, x5c: ['MIIB'] }),
    'all of these': own.sign(claims, { ...enclosed, jku: foreignUrl, x5u: foreignUrl, x5c: ['MIIB'] }),
    'an iss of its own': own.sign({ ...claims, iss: foreignUrl }, { kid: own.kid, jku: foreignUrl }),
  })
}

/** The key is published, and not for that algorithm. */
const wrongAlgorithms = ({
  keys: { EdDSA, RS256, PS256 },
  claims,
}: PublishedKeysTarget): readonly HostileToken[] =>
  hostileFor('algorithm-not-allowed', {
    'PS256 by the kid of an RS256 key': signedAs(
      'PS256',
      RS256.privateKey,
      { alg: 'PS256', kid: RS256.kid },
      claims,
    ),
    'RS256 by the kid of a PS256 key': signedAs(
      'RS256',
      PS256.privateKey,
      { alg: 'RS256', kid: PS256.kid },
      claims,
    ),
    'ES256 by the kid of an EdDSA key': EdDSA.sign(claims, { alg: 'ES256' }),
    'EdDSA by the kid of an RS256 key': EdDSA.sign(claims, { kid: RS256.kid }),
    'Ed25519, the other name': EdDSA.sign(claims, { alg: 'Ed25519' }),
    'eddsa in small letters': EdDSA.sign(claims, { alg: 'eddsa' }),
    RS384: RS256.sign(claims, { alg: 'RS384' }),
    RS512: RS256.sign(claims, { alg: 'RS512' }),
    'none, signed': EdDSA.sign(claims, { alg: 'none' }),
  })

/** What an attacker may take for the secret of HS256: all of it can be read by anybody. */
const publicTexts = ({ EdDSA, RS256 }: KeyPairs): Readonly<Record<string, string | Buffer>> => {
  const key = createPublicKey(RS256.privateKey)
  const pem = key.export({ type: 'spki', format: 'pem' }).toString()
  return {
    'a public key in PEM': pem,
    'a public key in PEM, without the last line feed': pem.trimEnd(),
    'a public key in the PEM of PKCS 1': key.export({ type: 'pkcs1', format: 'pem' }),
    'a public key in DER': key.export({ type: 'spki', format: 'der' }),
    'a public key in JSON': JSON.stringify(RS256.jwk),
    "a public key's number": Buffer.from(String(RS256.jwk.n), 'base64url'),
    "a public key's letters": String(EdDSA.jwk.x),
    "a public key's bytes": Buffer.from(String(EdDSA.jwk.x), 'base64url'),
  }
}

/** The key is published, and has not signed this. */
const wrongSignatures = ({ keys, claims, foreignUrl }: PublishedKeysTarget): readonly HostileToken[] => {
  const { EdDSA, ES256, RS256 } = keys
  const signedWith = (token: string, bytes: Buffer): string =>
    token.replace(/[^.]+$/, bytes.toString('base64url'))
  return hostileFor('signature-mismatch', {
    ...Object.fromEntries(
      Object.entries(publicTexts(keys)).map(([name, secret]) => [
        `${name} as the secret of HS256`,
        rawToken({ header: { alg: 'HS256', kid: RS256.kid }, payload: claims, secret }),
      ]),
    ),
    'another key by a published kid': own.sign(claims, { kid: EdDSA.kid }),
    'another key by a published kid, enclosed': own.sign(claims, {
      kid: EdDSA.kid,
      jwk: { ...own.jwk, kid: EdDSA.kid },
    }),
    'another key by a published kid, at a jku': own.sign(claims, { kid: EdDSA.kid, jku: foreignUrl }),
    'another key, and no kid': own.sign(claims, { kid: undefined }),
    'a signature as DER has it': signedWith(
      ES256.sign(claims),
      Buffer.from('MEQCIHNpZ25hdHVyZS1hcy1ERVItaGFzLWl0LWFuZC1sb25nAiBzaWduYXR1cmU', 'base64url'),
    ),
    'ES256 all zeros': signedWith(ES256.sign(claims), Buffer.alloc(64)),
    'EdDSA all zeros': signedWith(EdDSA.sign(claims), Buffer.alloc(64)),
    // The point of order 1, and a scalar of 0: what a verifier accepts that does not look at the points.
    'EdDSA with the neutral point': signedWith(EdDSA.sign(claims), Buffer.alloc(64).fill(1, 0, 1)),
    'RS256 all zeros': signedWith(RS256.sign(claims), Buffer.alloc(256)),
    'RS256 of the number 1': signedWith(RS256.sign(claims), Buffer.alloc(256).fill(1, 255)),
    'one byte for a signature': signedWith(EdDSA.sign(claims), Buffer.alloc(1)),
    'other claims': EdDSA.sign(claims).replace(/\.[^.]+\./, `.${encodePart({ ...claims, sub: 'eve' })}.`),
  })
}

/** Rightly signed with a published key: claims are judged as those of any token. */
const wrongClaims = ({ keys: { EdDSA }, claims }: PublishedKeysTarget): readonly HostileToken[] => [
  ...hostileFor('expired', {
    'a published key, an hour ago': EdDSA.sign({ ...claims, exp: claims.exp - 7200 }),
  }),
  ...hostileFor('expiry-missing', { 'a published key, no exp': EdDSA.sign({ ...claims, exp: undefined }) }),
  ...hostileFor('subject-missing', {
    'a published key, no sub': EdDSA.sign({ ...claims, sub: undefined, email: `${claims.sub}@example.com` }),
  }),
  ...hostileFor('id-differs-from-subject', { 'a published key': EdDSA.sign({ ...claims, id: 'eve' }) }),
  ...hostileFor('type-not-allowed', {
    "a published key, a cached session's cookie": EdDSA.sign(claims, { typ: 'session+jwt' }),
  }),
]

/** Tokens that name, carry, borrow or guess the keys of an issuer that publishes its own. */
export const hostilePublishedKeys = (target: PublishedKeysTarget): readonly HostileToken[] => [
  ...unknownKeys(target),
  ...wrongAlgorithms(target),
  ...wrongSignatures(target),
  ...wrongClaims(target),
]

/** What is asked of `iss` and `aud` of the published keys' tokens, where the issuer's address is asked of them. */
export const hostilePublishedIssuers = (
  { keys: { EdDSA }, claims }: PublishedKeysTarget,
  issuer: string,
): readonly HostileToken[] => [
  ...hostileFor('issuer-mismatch', {
    'a published key, no iss': EdDSA.sign({ ...claims, iss: undefined }),
    'a published key, a trailing slash': EdDSA.sign({ ...claims, iss: `${issuer}/` }),
    'a published key, an array': EdDSA.sign({ ...claims, iss: [issuer] }),
  }),
  ...hostileFor('audience-mismatch', {
    'a published key, no aud': EdDSA.sign({ ...claims, aud: undefined }),
    'a published key, for a session': EdDSA.sign({ ...claims, aud: 'better-auth-session' }),
  }),
]

export const goodPublishedKeys = ({ keys, claims, foreignUrl }: PublishedKeysTarget): readonly GoodToken[] =>
  goodFor(claims.sub, {
    ...Object.fromEntries(Object.entries(keys).map(([algorithm, key]) => [algorithm, key.sign(claims)])),
    'no kid, and one key of its algorithm': keys.EdDSA.sign(claims, { kid: undefined }),
    'a jku, an x5u and a jwk, left alone': keys.EdDSA.sign(claims, {
      jku: foreignUrl,
      x5u: foreignUrl,
      jwk: own.jwk,
    }),
  })
