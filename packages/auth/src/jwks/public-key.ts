import { type CryptoKey, compactVerify, errors, importJWK, type JWK } from 'jose'
import type { VerificationKey } from '../key-source.js'

/** A key of a key set, which anyone may know. */
export interface PublicKey extends VerificationKey {
  /** `kid`, or null when it has none. */
  readonly keyId: string | null
}

type Members = Readonly<Record<string, unknown>>

/** The keys that are understood, each with the algorithms that it may be for (RFC 7518, 3.1; RFC 8037). */
const KINDS = [
  { kty: 'OKP', crv: 'Ed25519', algorithms: ['EdDSA'], members: ['x'] },
  { kty: 'EC', crv: 'P-256', algorithms: ['ES256'], members: ['x', 'y'] },
  { kty: 'RSA', crv: null, algorithms: ['RS256', 'PS256'], members: ['n', 'e'] },
] as const

/** Every `alg` that a key of a key set can have here. */
export const PUBLIC_KEY_ALGORITHMS: readonly string[] = KINDS.flatMap(({ algorithms }) => [...algorithms])

/** What only the holder of the private key, or of a secret, should have (RFC 7518, 6.2.2, 6.3.2, 6.4). */
const PRIVATE_MEMBERS = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k', 'priv']

const MIN_RSA_BITS = 2048

/**
 * A member of a key set as a key bound to one algorithm: its `alg`, or where it names none the first that is for keys
 * like it. Null when it is of no use: not understood, not for signatures, too short, or no longer a secret of its
 * issuer's because its private part stands there too.
 */
export const readPublicKey = async (jwk: unknown): Promise<PublicKey | null> => {
  if (!isMembers(jwk) || !isForSignatures(jwk)) return null
  const { kid: keyId = null } = jwk
  const kind = KINDS.find(({ kty, crv }) => jwk.kty === kty && (crv === null || jwk.crv === crv))
  const algorithm = kind?.algorithms.find((one) => jwk.alg === undefined || jwk.alg === one)
  if (kind === undefined || algorithm === undefined || !(keyId === null || typeof keyId === 'string'))
    return null
  const key = await importKey(publicPart(jwk, kind), algorithm)
  if (key === null || isTooShort(key)) return null
  return { keyId, algorithm, verify: (token) => isSignedWith(key, algorithm, token) }
}

const isMembers = (jwk: unknown): jwk is Members =>
  typeof jwk === 'object' && jwk !== null && !Array.isArray(jwk)

const isForSignatures = ({ use, key_ops: operations, ...members }: Members): boolean =>
  (use === undefined || use === 'sig') &&
  (operations === undefined || (Array.isArray(operations) && operations.includes('verify'))) &&
  !PRIVATE_MEMBERS.some((name) => Object.hasOwn(members, name))

/** Nothing but what makes the key: no certificate, no address, no `ext` has a say in how it is imported. */
const publicPart = (jwk: Members, { kty, crv, members }: (typeof KINDS)[number]): JWK => {
  const made: JWK = { kty, ...(crv === null ? {} : { crv }) }
  for (const name of members) {
    const value = jwk[name]
    if (typeof value === 'string') made[name] = value
  }
  return made
}

const importKey = async (jwk: JWK, algorithm: string): Promise<CryptoKey | null> => {
  try {
    const key = await importJWK(jwk, algorithm)
    return key instanceof Uint8Array ? null : key
  } catch {
    return null
  }
}

const isTooShort = ({ algorithm }: CryptoKey): boolean =>
  'modulusLength' in algorithm &&
  !(typeof algorithm.modulusLength === 'number' && algorithm.modulusLength >= MIN_RSA_BITS)

/** Asks jose for the signature alone: claims are judged in one place, for every kind of key. */
const isSignedWith = async (key: CryptoKey, algorithm: string, token: string): Promise<boolean> => {
  try {
    await compactVerify(token, key, { algorithms: [algorithm] })
    return true
  } catch (error) {
    if (error instanceof errors.JOSEError) return false
    throw error
  }
}
