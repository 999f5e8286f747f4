import { createPublicKey, generateKeyPairSync, type KeyObject, randomUUID, sign } from 'node:crypto'
import { encodePart } from './raw-token.js'

export type PublishedAlgorithm = 'EdDSA' | 'ES256' | 'RS256' | 'PS256'

/** What stands in a key set about a key. */
export type Jwk = Readonly<Record<string, unknown>>

/** A key pair of an issuer that publishes its keys. */
export interface KeyPair {
  readonly kid: string
  /** Its public part, with `kid` and `alg`. */
  readonly jwk: Jwk
  readonly privateKey: KeyObject
  /** A token rightly signed with it; `header` stands above the usual one, undefined takes a parameter away. */
  sign(claims: object, header?: object): string
}

/** RSA keys have 2,048 bits unless `bits` says otherwise. */
const makeKeys = (algorithm: PublishedAlgorithm, bits: number) => {
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
export const signedAs = (
  algorithm: PublishedAlgorithm,
  key: KeyObject,
  header: object,
  claims: object,
): string => {
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
  algorithm: PublishedAlgorithm,
  { kid = randomUUID(), bits = 2048 }: { readonly kid?: string; readonly bits?: number } = {},
): KeyPair => {
  const { privateKey } = makeKeys(algorithm, bits)
  return {
    kid,
    jwk: { ...createPublicKey(privateKey).export({ format: 'jwk' }), kid, alg: algorithm },
    privateKey,
    sign: (claims, header = {}) =>
      signedAs(algorithm, privateKey, { alg: algorithm, kid, ...header }, claims),
  }
}

/** An issuer's keys, one for each algorithm. */
export type KeyPairs = Readonly<Record<PublishedAlgorithm, KeyPair>>

export const makeKeyPairs = (): KeyPairs => ({
  EdDSA: makeKeyPair('EdDSA'),
  ES256: makeKeyPair('ES256'),
  RS256: makeKeyPair('RS256'),
  PS256: makeKeyPair('PS256'),
})
