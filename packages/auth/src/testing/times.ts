import { type GoodToken, goodFor, type HostileToken, hostileFor } from './token-cases.js'
import type { TokenForge } from './token-forge.js'

const DAY = 24 * 60 * 60
const MONTH = 31 * DAY
const TOLERANCE = 30

/** Rightly signed, and not of today, or saying so in a way that is none. */
export const hostileTimes = (forge: TokenForge): readonly HostileToken[] => {
  const { withClaims, withMembers, now, slack, claims } = forge
  const expiryAs = (json: string): string => withMembers(`"exp":${json}`, { iat: undefined, exp: undefined })
  /** The first moment that no tolerance covers. */
  const ahead = now + TOLERANCE + 1 + slack
  return [
    ...hostileFor('expiry-missing', {
      'no exp': withClaims({ exp: undefined }),
      'exp only by way of __proto__': withMembers(`"__proto__":{"exp":${claims.exp}}`, { exp: undefined }),
      'EXP in capitals': withClaims({ exp: undefined, EXP: claims.exp }),
      'only expiresIn': withClaims({ exp: undefined, expiresIn: '15m' }),
    }),
    ...hostileFor('expiry-not-a-number', {
      'a string': withClaims({ exp: String(claims.exp) }),
      'a date': withClaims({ exp: '2097-01-15T08:15:00Z' }),
      null: withClaims({ exp: null }),
      true: withClaims({ exp: true }),
      'an array': withClaims({ exp: [claims.exp] }),
      'an object': withClaims({ exp: { valueOf: claims.exp } }),
      'a number too large for one': expiryAs('1e400'),
      'a number too small for one': expiryAs('-1e400'),
    }),
    ...hostileFor('expired', {
      'an hour ago': withClaims({ iat: now - 7200, exp: now - 3600 }),
      '30 s ago': withClaims({ exp: now - TOLERANCE - slack }),
      'in 1970': withClaims({ iat: undefined, exp: 0 }),
      'before 1970': withClaims({ iat: undefined, exp: -1 }),
      'before it was issued': withClaims({ iat: now, exp: now - 3600 }),
      'an exp smaller than any': expiryAs('-1.7e308'),
    }),
    ...hostileFor('expiry-too-far', {
      '31 days and 31 s after iat': withClaims({ iat: now, exp: now + MONTH + TOLERANCE + 1 }),
      '31 days and 31 s from now, no iat': withClaims({ iat: undefined, exp: ahead + MONTH }),
      '31 days from now, an iat of yesterday': withClaims({ iat: now - DAY, exp: now + MONTH }),
      'a century': withClaims({ exp: now + 100 * 365 * DAY }),
      'milliseconds for seconds': withClaims({ exp: claims.exp * 1000 }),
      'an iat of 1970': withClaims({ iat: 0 }),
      'an exp larger than any': expiryAs('1.7e308'),
    }),
    ...hostileFor('issued-at-not-a-number', {
      'a string': withClaims({ iat: String(now) }),
      null: withClaims({ iat: null }),
      false: withClaims({ iat: false }),
      'a number too large for one': withMembers('"iat":1e999', { iat: undefined }),
      'a number too small for one': withMembers('"iat":-1e999', { iat: undefined }),
    }),
    ...hostileFor('issued-in-the-future', {
      '31 s ahead': withClaims({ iat: ahead }),
      'a day ahead, to live longer': withClaims({ iat: now + DAY, exp: now + DAY + MONTH }),
      'milliseconds for seconds': withClaims({ iat: now * 1000, exp: now * 1000 + 900_000 }),
    }),
    ...hostileFor('not-before-not-a-number', {
      'a string': withClaims({ nbf: String(now) }),
      null: withClaims({ nbf: null }),
      'an array': withClaims({ nbf: [] }),
      'a number too small for one': withMembers('"nbf":-1e999'),
    }),
    ...hostileFor('not-yet-valid', {
      '31 s ahead': withClaims({ nbf: ahead }),
      'after it expires': withClaims({ nbf: claims.exp + 1 }),
    }),
  ]
}

/** Of today, just so: the edges of the tolerance among them. */
export const goodTimes = (forge: TokenForge): readonly GoodToken[] => {
  const { withClaims, withMembers, now, slack, userId, claims } = forge
  return goodFor(userId, {
    'expired 29 s ago': withClaims({ exp: now - TOLERANCE + 1 + slack }),
    'expires in half a second': withClaims({ exp: now + 0.5 }),
    'expired 29.9 s ago': withClaims({ exp: now - TOLERANCE + 0.1 + slack }),
    'issued 30 s ahead': withClaims({ iat: now + TOLERANCE - slack }),
    'valid from 30 s ahead': withClaims({ nbf: now + TOLERANCE - slack }),
    'valid since long ago': withClaims({ nbf: 0 }),
    'no iat': withClaims({ iat: undefined }),
    '31 days after iat': withClaims({ iat: now, exp: now + MONTH }),
    '31 days and 30 s after iat': withClaims({ iat: now, exp: now + MONTH + TOLERANCE }),
    '31 days from now, no iat': withClaims({ iat: undefined, exp: now + MONTH }),
    'the last second of 31 days': withClaims({ iat: now - MONTH + 1, exp: now + 1 }),
    'exp in scientific notation': withMembers(`"exp":${claims.exp.toExponential()}`, { exp: undefined }),
  })
}
