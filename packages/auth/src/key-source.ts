import type { IssuerRules } from './claims.js'
import type { TokenHeader } from './header.js'
import type { KeySetProblem } from './jwks/fetch-key-set.js'

/** A key bound to one algorithm, so that a token cannot choose how it is checked (RFC 8725, 3.1). */
export interface VerificationKey {
  /** The one `alg` of tokens signed with this key. */
  readonly algorithm: string
  /** Whether the key signed this token: three canonical base64url parts, two of them JSON objects. */
  verify(token: string): boolean | Promise<boolean>
}

/** A source that cannot tell for now whether a key is one of its own, and why. */
export interface KeysUnavailable {
  readonly unavailable: KeySetProblem
}

/**
 * Where keys come from: one secret, or a set of keys fetched from their issuer. The rules are those of the
 * tokens that its keys sign, and of no other source's.
 */
export interface KeySource extends IssuerRules {
  /** The algorithms of its keys. It is asked about no token of another algorithm, whatever that token holds. */
  readonly algorithms: readonly string[]
  /** The key that has to have signed a token with this header, or null when there is none here. */
  find(
    header: TokenHeader,
  ): VerificationKey | KeysUnavailable | null | Promise<VerificationKey | KeysUnavailable | null>
}
