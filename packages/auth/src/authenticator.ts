import { andThen } from './and-then.js'
import type { Authentication, RefusalReason } from './authentication.js'
import { readUser } from './claims.js'
import { parseCompactToken } from './compact-token.js'
import { readHeader } from './header.js'
import { type JsonObject, parseJsonObject } from './json-object.js'
import type { KeySource } from './key-source.js'
import { checkSignature } from './signature.js'
import { checkTimes } from './times.js'
import { type VerifiedToken, verifiedTokens } from './verified-tokens.js'

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
 * A token that comes again is not verified again, as long as its source still answers with the key that signed it; its times are
 * judged each time.
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
  const verified = verifiedTokens()

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
      const { signedBy: source, key } = finding
      const { issuer, audience } = source
      const user = readUser(claims, { issuer, audience, subjectMaxLength }, now() / 1000)
      if (typeof user === 'string') return refused(user)
      const authentication = { outcome: 'accepted', userId: user.userId } as const
      verified.remember(token, { authentication, source, header, key, claims: timesOf(claims) })
      return authentication
    })
  }

  const judgeAgain = (token: string, before: VerifiedToken): Authentication | Promise<Authentication> =>
    andThen(before.source.find(before.header), (key) => {
      if (key === before.key) {
        const problem = checkTimes(before.claims, now() / 1000)
        if (problem === null) return before.authentication
      }
      verified.forget(token)
      return judge(token)
    })

  return (token) => {
    try {
      const before = verified.get(token)
      const authentication = before === undefined ? judge(token) : judgeAgain(token, before)
      return authentication instanceof Promise ? authentication.catch(() => refused('fault')) : authentication
    } catch {
      return refused('fault')
    }
  }
}

/** A token may hold a user's picture: only what is judged again is kept of it. */
const timesOf = (claims: JsonObject): JsonObject =>
  new Map(['exp', 'iat', 'nbf'].flatMap((name) => (claims.has(name) ? [[name, claims.get(name)]] : [])))

const refused = (reason: RefusalReason): Authentication => ({ outcome: 'refused', reason })
