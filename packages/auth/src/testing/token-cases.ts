import type { RefusalReason } from '../authentication.js'

/** A token that must not be accepted. */
export interface HostileToken {
  /** Unlike that of any other with the same reason, in its family. */
  readonly name: string
  readonly token: string
  /** Why: what the authenticator says of it, and the log of whoever asks the authenticator. */
  readonly reason: RefusalReason
}

/** A token that must be accepted, although it looks odd. */
export interface GoodToken {
  readonly name: string
  readonly token: string
  /** Whose it is. */
  readonly userId: string
}

type Tokens = Readonly<Record<string, string>>

export const hostileFor = (reason: RefusalReason, tokens: Tokens): readonly HostileToken[] =>
  Object.entries(tokens).map(([name, token]) => ({ name, token, reason }))

export const goodFor = (userId: string, tokens: Tokens): readonly GoodToken[] =>
  Object.entries(tokens).map(([name, token]) => ({ name, token, userId }))
