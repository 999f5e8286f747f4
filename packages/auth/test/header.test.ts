import { rawToken, tokenWithHeader } from './support/raw-token.js'
import { accepts, refuses } from './support/verdicts.js'

refuses('header-parameter-not-supported', {
  'crit that names exp': tokenWithHeader({ crit: ['exp'], exp: 1 }),
  'crit that names b64': tokenWithHeader({ crit: ['b64'], b64: true }),
  'an empty crit': tokenWithHeader({ crit: [] }),
  'crit null': tokenWithHeader({ crit: null }),
  'b64 false': tokenWithHeader({ b64: false }),
  'b64 true': tokenWithHeader({ b64: true }),
  zip: tokenWithHeader({ zip: 'DEF' }),
  'cty of a nested token': tokenWithHeader({ cty: 'JWT' }),
})

refuses('type-not-allowed', {
  JWE: tokenWithHeader({ typ: 'JWE' }),
  'a logout token': tokenWithHeader({ typ: 'logout+jwt' }),
  'a proof of possession': tokenWithHeader({ typ: 'dpop+jwt' }),
  'the long form of a media type': tokenWithHeader({ typ: 'application/at+jwt' }),
  'a space behind': tokenWithHeader({ typ: 'JWT ' }),
  empty: tokenWithHeader({ typ: '' }),
  null: tokenWithHeader({ typ: null }),
  'a number': tokenWithHeader({ typ: 1 }),
  'an array': tokenWithHeader({ typ: ['JWT'] }),
})

refuses('algorithm-missing', {
  'no alg': tokenWithHeader({ alg: undefined }),
  'an empty object': rawToken({ header: {} }),
  'alg null': tokenWithHeader({ alg: null }),
  'alg a number': tokenWithHeader({ alg: 256 }),
  'alg an array': tokenWithHeader({ alg: ['HS256'] }),
  'alg an object': tokenWithHeader({ alg: { toString: 'HS256' } }),
  'alg only by way of __proto__': rawToken({ header: '{"__proto__":{"alg":"HS256"}}' }),
  'ALG in capitals': rawToken({ header: { ALG: 'HS256' } }),
})

refuses('key-id-not-a-string', {
  'a number': tokenWithHeader({ kid: 1 }),
  null: tokenWithHeader({ kid: null }),
  'an array': tokenWithHeader({ kid: ['a'] }),
})

const ownKey = { kty: 'oct', k: Buffer.from('a key of the attacker').toString('base64url') }

accepts('ada', {
  'no typ': tokenWithHeader({ typ: undefined }),
  'typ jwt': tokenWithHeader({ typ: 'jwt' }),
  'typ at+jwt': tokenWithHeader({ typ: 'at+jwt' }),
  'typ AT+JWT': tokenWithHeader({ typ: 'AT+JWT' }),
  'a kid, which one secret has no use for': tokenWithHeader({ kid: '../../dev/null' }),
  'an empty kid': tokenWithHeader({ kid: '' }),
  'a kid that looks like SQL': tokenWithHeader({ kid: "x' union select 'secret" }),
  'a jku, left alone': tokenWithHeader({ jku: 'https://evil.example/jwks.json' }),
  'an x5u, left alone': tokenWithHeader({ x5u: 'https://evil.example/cert.pem' }),
  'an x5c, left alone': tokenWithHeader({ x5c: ['MIIB'] }),
  'a jwk, left alone': tokenWithHeader({ jwk: ownKey }),
  'an unknown parameter': tokenWithHeader({ 'x-trace': ':"{' }),
  '__proto__ with a crit in it': rawToken({ header: '{"alg":"HS256","__proto__":{"crit":["exp"]}}' }),
  'a parameter outside Latin-1': tokenWithHeader({ note: '日本語 🙂' }),
})

refuses('signature-mismatch', {
  'signed with the jwk it carries': rawToken({
    header: { alg: 'HS256', jwk: ownKey },
    secret: 'a key of the attacker',
  }),
})
