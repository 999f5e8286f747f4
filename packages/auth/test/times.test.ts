import { CLAIMS, NOW, rawToken, tokenWithClaims } from './support/raw-token.js'
import { accepts, refuses } from './support/verdicts.js'

const MONTH = 31 * 24 * 60 * 60
const withExpiry = (json: string): string => rawToken({ payload: `{"sub":"ada","exp":${json}}` })

refuses('expiry-missing', {
  'no exp': tokenWithClaims({ exp: undefined }),
  'exp only by way of __proto__': rawToken({ payload: `{"sub":"ada","__proto__":{"exp":${CLAIMS.exp}}}` }),
  'EXP in capitals': tokenWithClaims({ exp: undefined, EXP: CLAIMS.exp }),
  'only expiresIn': tokenWithClaims({ exp: undefined, expiresIn: '15m' }),
})

refuses('expiry-not-a-number', {
  'a string': tokenWithClaims({ exp: String(CLAIMS.exp) }),
  'a date': tokenWithClaims({ exp: '2027-01-15T08:15:00Z' }),
  null: tokenWithClaims({ exp: null }),
  true: tokenWithClaims({ exp: true }),
  'an array': tokenWithClaims({ exp: [CLAIMS.exp] }),
  'an object': tokenWithClaims({ exp: { valueOf: CLAIMS.exp } }),
  'a number too large for one': withExpiry('1e400'),
  'a number too small for one': withExpiry('-1e400'),
})

refuses('expired', {
  'an hour ago': tokenWithClaims({ iat: NOW - 7200, exp: NOW - 3600 }),
  '30 s ago': tokenWithClaims({ exp: NOW - 30 }),
  'in 1970': tokenWithClaims({ iat: undefined, exp: 0 }),
  'before 1970': tokenWithClaims({ iat: undefined, exp: -1 }),
  'before it was issued': tokenWithClaims({ iat: NOW, exp: NOW - 3600 }),
  'an exp smaller than any': withExpiry('-1.7e308'),
})

refuses('expiry-too-far', {
  '31 days and 31 s after iat': tokenWithClaims({ iat: NOW, exp: NOW + MONTH + 31 }),
  '31 days and 31 s from now, no iat': tokenWithClaims({ iat: undefined, exp: NOW + MONTH + 31 }),
  '31 days from now, an iat of yesterday': tokenWithClaims({ iat: NOW - 86_400, exp: NOW + MONTH }),
  'a century': tokenWithClaims({ exp: NOW + 100 * 365 * 86_400 }),
  'milliseconds for seconds': tokenWithClaims({ exp: CLAIMS.exp * 1000 }),
  'an iat of 1970': tokenWithClaims({ iat: 0 }),
  'an exp larger than any': withExpiry('1.7e308'),
})

refuses('issued-at-not-a-number', {
  'a string': tokenWithClaims({ iat: String(NOW) }),
  null: tokenWithClaims({ iat: null }),
  false: tokenWithClaims({ iat: false }),
  'a number too large for one': rawToken({ payload: `{"sub":"ada","exp":${CLAIMS.exp},"iat":1e999}` }),
  'a number too small for one': rawToken({ payload: `{"sub":"ada","exp":${CLAIMS.exp},"iat":-1e999}` }),
})

refuses('issued-in-the-future', {
  '31 s ahead': tokenWithClaims({ iat: NOW + 31 }),
  'a day ahead, to live longer': tokenWithClaims({ iat: NOW + 86_400, exp: NOW + 86_400 + MONTH }),
  'milliseconds for seconds': tokenWithClaims({ iat: NOW * 1000, exp: NOW * 1000 + 900_000 }),
})

refuses('not-before-not-a-number', {
  'a string': tokenWithClaims({ nbf: String(NOW) }),
  null: tokenWithClaims({ nbf: null }),
  'an array': tokenWithClaims({ nbf: [] }),
  'a number too small for one': rawToken({ payload: `{"sub":"ada","exp":${CLAIMS.exp},"nbf":-1e999}` }),
})

refuses('not-yet-valid', {
  '31 s ahead': tokenWithClaims({ nbf: NOW + 31 }),
  'after it expires': tokenWithClaims({ nbf: CLAIMS.exp + 1 }),
})

accepts('ada', {
  'expired 29 s ago': tokenWithClaims({ exp: NOW - 29 }),
  'expires in half a second': tokenWithClaims({ exp: NOW + 0.5 }),
  'expired 29.9 s ago': tokenWithClaims({ exp: NOW - 29.9 }),
  'issued 30 s ahead': tokenWithClaims({ iat: NOW + 30 }),
  'valid from 30 s ahead': tokenWithClaims({ nbf: NOW + 30 }),
  'valid since long ago': tokenWithClaims({ nbf: 0 }),
  'no iat': tokenWithClaims({ iat: undefined }),
  '31 days after iat': tokenWithClaims({ iat: NOW, exp: NOW + MONTH }),
  '31 days and 30 s after iat': tokenWithClaims({ iat: NOW, exp: NOW + MONTH + 30 }),
  '31 days from now, no iat': tokenWithClaims({ iat: undefined, exp: NOW + MONTH }),
  'the last second of 31 days': tokenWithClaims({ iat: NOW - MONTH + 1, exp: NOW + 1 }),
  'exp in scientific notation': withExpiry('1.8000009e9'),
})

refuses('expired', { 'by a clock that answers NaN': rawToken() }, { now: () => Number.NaN })
refuses('expired', { 'by a clock that goes on and on': rawToken() }, { now: () => Number.POSITIVE_INFINITY })
refuses('issued-in-the-future', { 'by a clock at 0': rawToken() }, { now: () => 0 })
