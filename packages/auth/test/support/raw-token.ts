import { createHmac, type KeyObject } from 'node:crypto'

/** The secret that every test's authenticator is given, unless it says otherwise. */
export const SECRET = 'a shared secret for the tests, long enough'

/** The time by every test's clock, in seconds since the epoch. */
export const NOW = 1_800_000_000

export const HEADER = { alg: 'HS256', typ: 'JWT' }

export const CLAIMS = { sub: 'ada', iat: NOW - 60, exp: NOW + 900 }

/** What a part of a token is made of: JSON of an object, a text as it is, or bytes as they are. */
type Part = object | string | Buffer

interface RawToken {
  readonly header?: Part
  readonly payload?: Part
  readonly secret?: string | Buffer | KeyObject
  readonly hash?: 'sha256' | 'sha384' | 'sha512'
}

/** A token signed with HMAC, whatever it says: no library that would object to it has a part in this. */
export const rawToken = ({
  header = HEADER,
  payload = CLAIMS,
  secret = SECRET,
  hash = 'sha256',
}: RawToken = {}): string => {
  const input = `${encodePart(header)}.${encodePart(payload)}`
  return `${input}.${createHmac(hash, secret).update(input).digest('base64url')}`
}

/** A rightly signed token with these claims above the usual ones; undefined takes one away. */
export const tokenWithClaims = (claims: object): string => rawToken({ payload: { ...CLAIMS, ...claims } })

/** A rightly signed token with these header parameters above the usual ones; undefined takes one away. */
export const tokenWithHeader = (header: object): string => rawToken({ header: { ...HEADER, ...header } })

/** A part of a token as base64url. */
export const encodePart = (part: Part): string => bytesOf(part).toString('base64url')

const bytesOf = (part: Part): Buffer => {
  if (Buffer.isBuffer(part)) return part
  return Buffer.from(typeof part === 'string' ? part : JSON.stringify(part), 'utf8')
}
