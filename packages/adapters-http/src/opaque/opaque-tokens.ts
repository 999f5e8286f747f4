import { createHmac, timingSafeEqual } from 'node:crypto'

/**
 * Texts that a client is given and gives back, such as cursors. Nobody can read a meaning into one that would bind us, and
 * one that was altered, or is another owner's or for another purpose, opens to nothing.
 */
export interface OpaqueTokens {
  /** `content` is plain JSON. */
  seal(purpose: string, ownerId: string, content: unknown): string
  /** Answers the content as JSON has it; undefined when the text is no token for this owner and purpose. */
  open(purpose: string, ownerId: string, token: string): unknown
}

/** What each looks like, for schemas; whether one was given out, only `open` can tell. */
export const opaqueTokenPattern = '^[A-Za-z0-9_-]+$'

/** Half of SHA-256: 128 bits, out of reach for guessing. */
const macLength = 16

/** Each is 32 random bytes. The newest seals, and every one opens, so that clients keep their tokens when a key is changed. */
export type TokenKeys = readonly [newest: Uint8Array, ...older: Uint8Array[]]

/** `keys` are the same for all instances behind one address. */
export const opaqueTokens = (keys: TokenKeys): OpaqueTokens => {
  const macOf = (key: Uint8Array, purpose: string, ownerId: string, json: Buffer): Buffer =>
    createHmac('sha256', key)
      .update(JSON.stringify([purpose, ownerId]))
      .update(json)
      .digest()
      .subarray(0, macLength)

  return {
    seal: (purpose, ownerId, content) => {
      const json = Buffer.from(JSON.stringify(content))
      return Buffer.concat([macOf(keys[0], purpose, ownerId, json), json]).toString('base64url')
    },
    open: (purpose, ownerId, token) => {
      const bytes = Buffer.from(token, 'base64url')
      // Node's decoder skips what it does not know; only the text that was given out comes back the same.
      if (bytes.length <= macLength || bytes.toString('base64url') !== token) return undefined
      const mac = bytes.subarray(0, macLength)
      const json = bytes.subarray(macLength)
      const isOurs = keys.some((key) => timingSafeEqual(mac, macOf(key, purpose, ownerId, json)))
      return isOurs ? JSON.parse(json.toString()) : undefined
    },
  }
}
