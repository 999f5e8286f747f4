import { andThen } from './and-then.js'
import type { Authentication, RefusalReason } from './authentication.js'
import { readUser } from './claims.js'
import { parseCompactToken } from './compact-token.js'
import { readHeader } from './header.js'
import { parseJsonObject } from './json-object.js'
import type { KeySource } from './key-source.js'
import { checkSignature } from './signature.js'

export interface AuthenticatorOptions {
  /** Where keys are looked for, in this order. To change a secret, give the new and the old one for a while. */
  readonly keys: readonly KeySource[]
  /** The longest user id, in code points. */
  readonly subjectMaxLength: number
  /** Milliseconds since the epoch; the system's clock when left out. */
  readonly now?: (() => number) | undefined
}

/** Judges a token (without `Bearer`). Never throws and never rejects: what goes wrong inside refuses the token. */
export type Authenticator = (token: string) => Authentication | Promise<Authentication>

/**
 * Makes the function that tells whose a token is. It answers at once, without a promise, unless a key source
 * that is asked about the token answers with a promise.
 *
 * @example
 * const authenticate = createAuthenticator({ keys: [sharedSecret(secret)], subjectMaxLength: 255 })
 * const authentication = await authenticate(token)
 */
export const createAuthenticator = ({
  keys,
  subjectMaxLength,
  now = Date.now,
}: AuthenticatorOptions): Authenticator => {
  const judge = (token: string): Authentication | Promise<Authentication> => {
    const parts = parseCompactToken(token)
    if (typeof parts === 'string') return refused(parts)
    const header = readHeader(parts.header)
    if (typeof header === 'string') return refused(header)
    // Before the signature, because jsonwebtoken parses the payload first and throws at what is no object.
    const claims = parseJsonObject(parts.payload)
    if (typeof claims === 'string') return refused(`payload-${claims}`)
    return andThen(checkSignature(keys, header, token), (finding) => {
      if ('unavailable' in finding) return { outcome: 'unavailable', reason: finding.unavailable }
      if ('problem' in finding) return refused(finding.problem)
      const { issuer, audience } = finding.signedBy
      const user = readUser(claims, { issuer, audience, subjectMaxLength }, now() / 1000)
      return typeof user === 'string' ? refused(user) : { outcome: 'accepted', userId: user.userId }
    })
  }
  return (token) => {
    try {
      const authentication = judge(token)
      return authentication instanceof Promise ? authentication.catch(() => refused('fault')) : authentication
    } catch {
      return refused('fault')
    }
  }
}

const refused = (reason: RefusalReason): Authentication => ({ outcome: 'refused', reason })
