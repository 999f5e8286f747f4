import { type JsonObjectProblem, parseJsonObject } from './json-object.js'

export type HeaderProblem =
  | `header-${JsonObjectProblem}`
  | 'header-parameter-not-supported'
  | 'type-not-allowed'
  | 'algorithm-missing'
  | 'key-id-not-a-string'

/** What of a header chooses the key. Key material in it (`jku`, `jwk`, `x5u`, `x5c`) is nobody's to use. */
export interface TokenHeader {
  /** `alg`, as it was sent: a claim by the token, not yet a fact. */
  readonly algorithm: string
  /** `kid`, or null when there is none. */
  readonly keyId: string | null
}

/** Each of these changes how the token is to be read, in a way not understood here (RFC 7515, 4.1.11; 7797). */
const UNSUPPORTED = ['crit', 'zip', 'b64', 'cty']

/** Lower case, as media types ignore case (RFC 7515, 4.1.9). `at+jwt` is an access token's (RFC 9068). */
const TYPES: readonly unknown[] = ['jwt', 'at+jwt']

/** Reads the bytes of a token's first part, or says why they are not a header to go by. */
export const readHeader = (bytes: Buffer): TokenHeader | HeaderProblem => {
  const header = parseJsonObject(bytes)
  if (typeof header === 'string') return `header-${header}`
  if (UNSUPPORTED.some((name) => header.has(name))) return 'header-parameter-not-supported'
  if (header.has('typ') && !isAllowedType(header.get('typ'))) return 'type-not-allowed'
  const algorithm = header.get('alg')
  if (typeof algorithm !== 'string') return 'algorithm-missing'
  const keyId = header.get('kid')
  if (keyId !== undefined && typeof keyId !== 'string') return 'key-id-not-a-string'
  return { algorithm, keyId: keyId ?? null }
}

const isAllowedType = (type: unknown): boolean =>
  typeof type === 'string' && TYPES.includes(type.toLowerCase())
