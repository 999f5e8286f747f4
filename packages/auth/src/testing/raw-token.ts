import { createHmac, type KeyObject } from 'node:crypto'

/** What a part of a token is made of: JSON of an object, a text as it is, or bytes as they are. */
export type Part = object | string | Buffer

export interface RawToken {
  readonly header: Part
  readonly payload: Part
  readonly secret: string | Buffer | KeyObject
  readonly hash?: 'sha256' | 'sha384' | 'sha512' | undefined
}

/** A token signed with HMAC, whatever it says: no library that would object to it has a part in this. */
export const rawToken = ({ header, payload, secret, hash = 'sha256' }: RawToken): string => {
  const input = `${encodePart(header)}.${encodePart(payload)}`
  return `${input}.${createHmac(hash, secret).update(input).digest('base64url')}`
}

/** A part of a token as base64url. */
export const encodePart = (part: Part): string => bytesOf(part).toString('base64url')

const bytesOf = (part: Part): Buffer => {
  if (Buffer.isBuffer(part)) return part
  return Buffer.from(typeof part === 'string' ? part : JSON.stringify(part), 'utf8')
}
