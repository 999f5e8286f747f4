import { isUtf8 } from 'node:buffer'
import { countMembers } from './count-members.js'

/** A JSON object's members. A map has no inherited ones, so `constructor` and `__proto__` are mere names. */
export type JsonObject = ReadonlyMap<string, unknown>

export type JsonObjectProblem = 'not-utf8' | 'not-json' | 'not-an-object' | 'duplicate-member'

/** Reads bytes as a JSON object (RFC 8259) with unique member names at its top level, or says why it cannot. */
export const parseJsonObject = (bytes: Buffer): JsonObject | JsonObjectProblem => {
  if (!isUtf8(bytes)) return 'not-utf8'
  // Keeps a byte order mark, which JSON.parse then refuses.
  const text = bytes.toString('utf8')
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return 'not-json'
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return 'not-an-object'
  const members = Object.entries(value)
  // JSON.parse keeps the last of two; another reader of the same token may keep the first (RFC 8725, 2.6).
  if (members.length !== countMembers(text)) return 'duplicate-member'
  return new Map<string, unknown>(members)
}
