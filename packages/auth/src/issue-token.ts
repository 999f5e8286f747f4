import jsonwebtoken from 'jsonwebtoken'
import { secretKey } from './shared-secret.js'
import { readSubject } from './subject.js'
import { MAX_LIFETIME_SECONDS } from './times.js'

export interface IssueTokenOptions {
  readonly secret: string
  readonly userId: string
  readonly issuer?: string | undefined
  readonly audience?: string | undefined
  /** A whole number from 1 to 2,678,400 (31 days); a day when left out. */
  readonly lifetimeSeconds?: number | undefined
  /** Milliseconds since the epoch; the system's clock when left out. */
  readonly now?: (() => number) | undefined
}

const A_DAY = 24 * 60 * 60

/**
 * Signs a token that `createAuthenticator` accepts for that user; for trying things out and for tests. An
 * authenticator's `subjectMaxLength` is not known here: it may still find the user id too long.
 * @throws {TypeError} for a secret that `secretProblem` objects to
 * @throws {RangeError} for a user id or a lifetime that no authenticator accepts
 */
export const issueToken = ({
  secret,
  userId,
  issuer,
  audience,
  lifetimeSeconds = A_DAY,
  now = Date.now,
}: IssueTokenOptions): string => {
  const key = secretKey(secret)
  const subject = readSubject(userId, Number.POSITIVE_INFINITY)
  if (typeof subject === 'string') {
    throw new RangeError(
      `No token for this user id (${subject}): give one as the issuer of real tokens would.`,
    )
  }
  if (!Number.isInteger(lifetimeSeconds) || lifetimeSeconds < 1 || lifetimeSeconds > MAX_LIFETIME_SECONDS) {
    throw new RangeError(`Give a lifetime in whole seconds, from 1 to ${MAX_LIFETIME_SECONDS} (31 days).`)
  }
  const issuedAt = Math.floor(now() / 1000)
  const claims = {
    sub: userId,
    iss: issuer,
    aud: audience,
    iat: issuedAt,
    exp: issuedAt + lifetimeSeconds,
  }
  // As text: given the object, jsonwebtoken puts the system's time in the place of an `iat` of 0.
  return jsonwebtoken.sign(JSON.stringify(claims), key, {
    algorithm: 'HS256',
    header: { alg: 'HS256', typ: 'JWT' },
  })
}
