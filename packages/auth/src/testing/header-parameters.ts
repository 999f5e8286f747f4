import { type GoodToken, goodFor, type HostileToken, hostileFor } from './token-cases.js'
import type { TokenForge } from './token-forge.js'

/** Rightly signed, with a header that changes how the token is to be read, or that names no key in a way to go by. */
export const hostileHeaders = ({ token, withHeader }: TokenForge): readonly HostileToken[] => [
  ...hostileFor('header-parameter-not-supported', {
    'crit that names exp': withHeader({ crit: ['exp'], exp: 1 }),
    'crit that names b64': withHeader({ crit: ['b64'], b64: true }),
    'an empty crit': withHeader({ crit: [] }),
    'crit null': withHeader({ crit: null }),
    'b64 false': withHeader({ b64: false }),
    'b64 true': withHeader({ b64: true }),
    zip: withHeader({ zip: 'DEF' }),
    'cty of a nested token': withHeader({ cty: 'JWT' }),
  }),
  ...hostileFor('type-not-allowed', {
    JWE: withHeader({ typ: 'JWE' }),
    'a logout token': withHeader({ typ: 'logout+jwt' }),
    'a proof of possession': withHeader({ typ: 'dpop+jwt' }),
    'the long form of a media type': withHeader({ typ: 'application/at+jwt' }),
    'a space behind': withHeader({ typ: 'JWT ' }),
    empty: withHeader({ typ: '' }),
    null: withHeader({ typ: null }),
    'a number': withHeader({ typ: 1 }),
    'an array': withHeader({ typ: ['JWT'] }),
  }),
  ...hostileFor('algorithm-missing', {
    'no alg': withHeader({ alg: undefined }),
    'an empty object': token({ header: {} }),
    'alg null': withHeader({ alg: null }),
    'alg a number': withHeader({ alg: 256 }),
    'alg an array': withHeader({ alg: ['HS256'] }),
    'alg an object': withHeader({ alg: { toString: 'HS256' } }),
    'alg only by way of __proto__': token({ header: '{"__proto__":{"alg":"HS256"}}' }),
    'ALG in capitals': token({ header: { ALG: 'HS256' } }),
  }),
  ...hostileFor('key-id-not-a-string', {
    'a number': withHeader({ kid: 1 }),
    null: withHeader({ kid: null }),
    'an array': withHeader({ kid: ['a'] }),
    'an object': withHeader({ kid: { toString: 'a' } }),
  }),
]

/** @param foreignUrl what must be called by nobody, however a token names it */
export const goodHeaders = (
  { token, withHeader, userId }: TokenForge,
  foreignUrl: string,
): readonly GoodToken[] =>
  goodFor(userId, {
    'no typ': withHeader({ typ: undefined }),
    'typ jwt': withHeader({ typ: 'jwt' }),
    'typ at+jwt': withHeader({ typ: 'at+jwt' }),
    'typ AT+JWT': withHeader({ typ: 'AT+JWT' }),
    'a kid, which one secret has no use for': withHeader({ kid: '../../dev/null' }),
    'an empty kid': withHeader({ kid: '' }),
    'a kid that looks like SQL': withHeader({ kid: "x' union select 'secret" }),
    'a kid that is an address, left alone': withHeader({ kid: foreignUrl }),
    'a jku, left alone': withHeader({ jku: foreignUrl }),
    'an x5u, left alone': withHeader({ x5u: foreignUrl }),
    'an x5c, left alone': withHeader({ x5c: ['MIIB'] }),
    'a jwk, left alone': withHeader({ jwk: { kty: 'oct', k: 'b3duIGtleQ' } }),
    'an unknown parameter': withHeader({ 'x-trace': ':"{' }),
    '__proto__ with a crit in it': token({ header: '{"alg":"HS256","__proto__":{"crit":["exp"]}}' }),
    'a parameter outside Latin-1': withHeader({ note: '日本語 🙂' }),
  })
