import type { JsonObject } from './json-object.js'
import { readSubject, type Subject, type SubjectProblem } from './subject.js'
import { checkTimes, type TimesProblem } from './times.js'

export type ClaimsProblem =
  | TimesProblem
  | 'issuer-mismatch'
  | 'audience-mismatch'
  | SubjectProblem
  | 'id-differs-from-subject'

/** Whom a token has to be from and for. They go with the key, as another issuer signs with another. */
export interface IssuerRules {
  /** What `iss` has to be, to the letter; undefined: anything, or nothing. */
  readonly issuer?: string | undefined
  /** What `aud` has to be or, as an array, to contain, to the letter; undefined: anything, or nothing. */
  readonly audience?: string | undefined
}

/** What a token has to say besides being signed and of today. */
export interface ClaimRules extends IssuerRules {
  /** The longest user id, in code points. */
  readonly subjectMaxLength: number
}

/**
 * The user of a signed payload, or why there is none to be had.
 * @param now seconds since the epoch
 */
export const readUser = (claims: JsonObject, rules: ClaimRules, now: number): Subject | ClaimsProblem => {
  const timesProblem = checkTimes(claims, now)
  if (timesProblem !== null) return timesProblem
  if (rules.issuer !== undefined && claims.get('iss') !== rules.issuer) return 'issuer-mismatch'
  if (rules.audience !== undefined && !isMeantFor(claims.get('aud'), rules.audience))
    return 'audience-mismatch'
  const subject = readSubject(claims.get('sub'), rules.subjectMaxLength)
  if (typeof subject === 'string') return subject
  // Better Auth puts the user's record into the token: `id` and `sub` are one, or something is wrong.
  if (claims.has('id') && claims.get('id') !== subject.userId) return 'id-differs-from-subject'
  return subject
}

const isMeantFor = (audience: unknown, us: string): boolean =>
  Array.isArray(audience) ? audience.includes(us) : audience === us
