import { createPublicKey, generateKeyPairSync, type KeyObject, randomUUID, sign } from 'node:crypto'
import { CLAIMS, encodePart } from './raw-token.js'

type Algorithm = 'EdDSA' | 'ES256' | 'RS256' | 'PS256'

/** What stands in a key set about a key. */
export type Jwk = Readonly<Record<string, unknown>>

/** A key pair of an issuer. */
export interface KeyPair {
  readonly kid: string
  /** Its public part, with `kid` and `alg`. */
  readonly jwk: Jwk
  readonly privateKey: KeyObject
  /** A token rightly signed with it; `header` and `claims` stand above the usual ones, undefined takes one away. */
  token(token?: { readonly header?: object; readonly claims?: object }): string
}

/** RSA keys have 2,048 bits unless `bits` says otherwise. */
const makeKeys = (algorithm: Algorithm, bits: number) => {
  switch (algorithm) {
    case 'EdDSA':
      return generateKeyPairSync('ed25519')
    case 'ES256':
      return generateKeyPairSync('ec', { namedCurve: 'P-256' })
    default:
      return generateKeyPairSync('rsa', { modulusLength: bits })
  }
}

/** Signs as an algorithm demands, with a key that need not be for it. */
export const signedAs = (algorithm: Algorithm, key: KeyObject, header: object, claims: object): string => {
  const input = `${encodePart(header)}.${encodePart(claims)}`
  const bytes = Buffer.from(input)
  const signature = {
    EdDSA: () => sign(null, bytes, key),
    ES256: () => sign('sha256', bytes, { key, dsaEncoding: 'ieee-p1363' }),
    RS256: () => sign('sha256', bytes, key),
    // RSA_PKCS1_PSS_PADDING, and a salt as long as the hash (RFC 7518, 3.5).
    PS256: () => sign('sha256', bytes, { key, padding: 6, saltLength: 32 }),
  }[algorithm]()
  return `${input}.${signature.toString('base64url')}`
}

/** A new key pair for tokens of one algorithm. */
export const makeKeyPair = (
  algorithm: Algorithm,
  { kid = randomUUID(), bits = 2048 }: { readonly kid?: string; readonly bits?: number } = {},
): KeyPair => {
  const { privateKey } = makeKeys(algorithm, bits)
  const jwk = { ...createPublicKey(privateKey).export({ format: 'jwk' }), kid, alg: algorithm }
  return {
    kid,
    jwk,
    privateKey,
    token: ({ header = {}, claims = {} } = {}) =>
      signedAs(algorithm, privateKey, { alg: algorithm, kid, ...header }, { ...CLAIMS, ...claims }),
  }
}
