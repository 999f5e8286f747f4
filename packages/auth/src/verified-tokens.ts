import type { Authentication } from './authentication.js'
import type { TokenHeader } from './header.js'
import type { JsonObject } from './json-object.js'
import type { KeySource, VerificationKey } from './key-source.js'

/** A token that was found good, and what has to hold when it comes again: the same key, and its times. */
export interface VerifiedToken {
  readonly authentication: Authentication
  readonly source: KeySource
  readonly header: TokenHeader
  /** The very object that `source` answered with. */
  readonly key: VerificationKey
  readonly claims: JsonObject
}

/** Good tokens by their whole text, so that a signature is computed once for each. */
export interface VerifiedTokens {
  /** Undefined when it is not remembered; that says nothing about the token. */
  get(token: string): VerifiedToken | undefined
  remember(token: string, verified: VerifiedToken): void
  forget(token: string): void
}

/** Of all the tokens of one generation together: some thousands of common ones. */
const generationLength = 2 * 1024 * 1024

/**
 * Remembers tokens of some 4 MB in all. They stand in two generations: when the younger is full, the older is dropped and it takes its
 * place; what is asked for in the older moves to the younger. So those that come often stay.
 */
export const verifiedTokens = (): VerifiedTokens => {
  let younger = new Map<string, VerifiedToken>()
  let older = new Map<string, VerifiedToken>()
  let length = 0

  const remember = (token: string, verified: VerifiedToken) => {
    if (length + token.length > generationLength) {
      older = younger
      younger = new Map()
      length = 0
    }
    younger.set(token, verified)
    length += token.length
  }

  return {
    get: (token) => {
      const young = younger.get(token)
      if (young !== undefined) return young
      const old = older.get(token)
      if (old === undefined) return undefined
      older.delete(token)
      remember(token, old)
      return old
    },
    remember,
    forget: (token) => {
      younger.delete(token)
      older.delete(token)
    },
  }
}
