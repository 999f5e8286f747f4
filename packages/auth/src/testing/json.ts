import { type GoodToken, goodFor, type HostileToken, hostileFor } from './token-cases.js'
import type { TokenForge } from './token-forge.js'

const jsonBytes = (value: object): Buffer => Buffer.from(JSON.stringify(value))
const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf])
const strayByte = (value: object): Buffer =>
  Buffer.from(JSON.stringify({ ...value, note: '#' }).replace('#', '\xff'), 'latin1')

const HEADER = { alg: 'HS256', typ: 'JWT' }

/** One JSON object in UTF-8, no member of which stands there twice, or not: the header. */
export const hostileHeaderJson = ({ token }: TokenForge): readonly HostileToken[] => [
  ...hostileFor('header-not-utf8', {
    'a stray byte': token({ header: strayByte(HEADER) }),
    'an overlong form': token({ header: Buffer.from('{"alg":"HS256","a":"\xc0\xaf"}', 'latin1') }),
    'UTF-16': token({ header: Buffer.from(`\ufeff${JSON.stringify(HEADER)}`, 'utf16le') }),
  }),
  ...hostileFor('header-not-json', {
    'not JSON': token({ header: 'alg=HS256' }),
    'cut short': token({ header: '{"alg":"HS256"' }),
    'two objects': token({ header: '{"alg":"HS256"}{}' }),
    'single quotes': token({ header: "{'alg':'HS256'}" }),
    'a comma at the end': token({ header: '{"alg":"HS256",}' }),
    'a byte order mark': token({ header: Buffer.concat([byteOrderMark, jsonBytes(HEADER)]) }),
    'a NUL at the end': token({ header: `${JSON.stringify(HEADER)}\u0000` }),
  }),
  ...hostileFor('header-not-an-object', {
    null: token({ header: 'null' }),
    'an array': token({ header: '["HS256"]' }),
    'a string': token({ header: '"HS256"' }),
    'a number': token({ header: '256' }),
  }),
  ...hostileFor('header-duplicate-member', {
    'alg twice': token({ header: '{"alg":"none","alg":"HS256"}' }),
    'alg twice, the same': token({ header: '{"alg":"HS256","alg":"HS256"}' }),
    'alg twice, once escaped': token({ header: '{"\\u0061lg":"none","alg":"HS256"}' }),
  }),
]

/** The same of the payload. */
export const hostilePayloadJson = (forge: TokenForge): readonly HostileToken[] => {
  const { token, withMembers, claims, userId } = forge
  const sub = `"sub":${JSON.stringify(userId)}`
  return [
    ...hostileFor('payload-not-utf8', {
      'a stray byte': token({ payload: strayByte(claims) }),
      'a surrogate in UTF-8': token({ payload: Buffer.from('{"sub":"\xed\xa0\x80"}', 'latin1') }),
    }),
    ...hostileFor('payload-not-json', {
      'not JSON': token({ payload: `sub=${userId}` }),
      'not JSON, no typ': token({ header: { alg: 'HS256' }, payload: `sub=${userId}` }),
      'cut short': token({ payload: JSON.stringify(claims).slice(0, -1) }),
      'a byte order mark': token({ payload: Buffer.concat([byteOrderMark, jsonBytes(claims)]) }),
      'NaN for a time': withMembers('"exp":NaN', { exp: undefined }),
      'Infinity for a time': withMembers('"exp":Infinity', { exp: undefined }),
      '3,000 levels, never closed': token({ payload: '['.repeat(3000) }),
    }),
    ...hostileFor('payload-not-an-object', {
      null: token({ payload: 'null' }),
      true: token({ payload: 'true' }),
      'an array': token({ payload: JSON.stringify([claims]) }),
      'a string': token({ payload: JSON.stringify(userId) }),
      'a number': token({ payload: '42' }),
      '3,000 levels of arrays': token({ payload: '['.repeat(3000) + ']'.repeat(3000) }),
    }),
    ...hostileFor('payload-duplicate-member', {
      'sub twice': withMembers(`"sub":"eve",${sub}`, { sub: undefined }),
      'sub twice, the other one last': withMembers('"sub":"eve"'),
      'sub twice, once escaped': withMembers(`"s\\u0075b":"eve",${sub}`, { sub: undefined }),
      'exp twice': withMembers(`"exp":1,"exp":${claims.exp}`, { exp: undefined }),
      '__proto__ twice': withMembers('"__proto__":1,"__proto__":2'),
      'a name without letters twice': withMembers('"":1,"":2'),
      'a claim nobody reads twice': withMembers('"a":[{"b":":"}],"a":"\\":{"'),
    }),
  ]
}

export const goodJson = ({
  token,
  withClaims,
  withMembers,
  claims,
  userId,
}: TokenForge): readonly GoodToken[] =>
  goodFor(userId, {
    'JSON with space around': token({ payload: `\r\n\t ${JSON.stringify(claims, null, '\t')} \n` }),
    'escapes in names': withMembers(`"\\u0073ub":${JSON.stringify(userId)}`, { sub: undefined }),
    'escapes in values': withMembers(`"id":"\\u00${userId.charCodeAt(0).toString(16)}${userId.slice(1)}"`),
    'colons, quotes and braces in strings': withClaims({
      note: '":{}[],\\"',
      'a:b"\\': ['\\', '"', ':'],
    }),
    'names that repeat further in': withClaims({ user: { sub: 'eve', in: { sub: 'x' } } }),
    'an array of objects': withClaims({ roles: [{ sub: 'a' }, { sub: 'b' }] }),
    '2,900 levels in a claim nobody reads': withMembers(`"deep":${'['.repeat(2900)}${']'.repeat(2900)}`),
  })
