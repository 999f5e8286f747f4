import type { JsonObject } from './json-object.js'

export type TimesProblem =
  | 'expiry-missing'
  | 'expiry-not-a-number'
  | 'issued-at-not-a-number'
  | 'not-before-not-a-number'
  | 'expired'
  | 'expiry-too-far'
  | 'issued-in-the-future'
  | 'not-yet-valid'

/** The longest life of a token, in seconds. Longer ones are mistakes: milliseconds for seconds, or "never". */
export const MAX_LIFETIME_SECONDS = 31 * 24 * 60 * 60

/** How far apart the issuer's clock and ours may be, in seconds. */
const TOLERANCE_SECONDS = 30

/**
 * Null when the token is of today. Each comparison asks for what is right, so that a clock that answers NaN
 * accepts nothing.
 * @param now seconds since the epoch
 */
export const checkTimes = (claims: JsonObject, now: number): TimesProblem | null => {
  const expiry = claims.get('exp')
  const issuedAt = claims.get('iat')
  const notBefore = claims.get('nbf')
  if (expiry === undefined) return 'expiry-missing'
  if (!isFiniteNumber(expiry)) return 'expiry-not-a-number'
  if (issuedAt !== undefined && !isFiniteNumber(issuedAt)) return 'issued-at-not-a-number'
  if (notBefore !== undefined && !isFiniteNumber(notBefore)) return 'not-before-not-a-number'

  const latestStart = now + TOLERANCE_SECONDS
  const latestExpiry = (issuedAt ?? now) + MAX_LIFETIME_SECONDS + TOLERANCE_SECONDS
  if (!(now < expiry + TOLERANCE_SECONDS)) return 'expired'
  if (issuedAt !== undefined && !(issuedAt <= latestStart)) return 'issued-in-the-future'
  if (notBefore !== undefined && !(notBefore <= latestStart)) return 'not-yet-valid'
  if (!(expiry <= latestExpiry)) return 'expiry-too-far'
  return null
}

/** JSON knows no Infinity, but `JSON.parse` reads 1e400 as one. */
const isFiniteNumber = (value: unknown): value is number =>
  typeof value === 'number' && Number.isFinite(value)
