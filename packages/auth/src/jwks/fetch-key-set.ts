import { type JsonObjectProblem, parseJsonObject } from '../json-object.js'

/** Why a key set could not be had. */
export type KeySetProblem =
  | 'key-set-unreachable'
  | 'key-set-timed-out'
  | 'key-set-redirects'
  | 'key-set-status-not-200'
  | 'key-set-too-large'
  | `key-set-${JsonObjectProblem}`
  | 'key-set-without-keys'

export interface KeySetRequest {
  readonly url: URL
  readonly fetch: typeof globalThis.fetch
  /** For the whole answer, not only its first byte. */
  readonly timeoutMs: number
}

/** Hundreds of keys; more is a mistake, or meant to fill the memory. */
const MAX_BYTES = 256 * 1024

/** The members of a key set (RFC 7517, section 5) as they stand there, or why they could not be had. Never rejects. */
export const fetchKeySet = async ({
  url,
  fetch,
  timeoutMs,
}: KeySetRequest): Promise<readonly unknown[] | KeySetProblem> => {
  try {
    const response = await fetch(url, {
      headers: { accept: 'application/json' },
      // Keys are taken from the address that was configured, and from none that an answer names.
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
    })
    if (response.status !== 200) {
      await response.body?.cancel()
      return isRedirect(response) ? 'key-set-redirects' : 'key-set-status-not-200'
    }
    const bytes = await readAtMost(MAX_BYTES, response)
    return bytes === null ? 'key-set-too-large' : keysIn(bytes)
  } catch (error) {
    return error instanceof Error && error.name === 'TimeoutError'
      ? 'key-set-timed-out'
      : 'key-set-unreachable'
  }
}

const isRedirect = ({ status, type }: Response): boolean =>
  type === 'opaqueredirect' || (status >= 300 && status < 400)

/** Counts while it reads, as a length that is told may be a lie. Null: there is more. */
const readAtMost = async (maxBytes: number, { body }: Response): Promise<Buffer | null> => {
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of body ?? []) {
    length += chunk.byteLength
    // To leave the loop is to cancel the body.
    if (length > maxBytes) return null
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

const keysIn = (bytes: Buffer): readonly unknown[] | KeySetProblem => {
  const keySet = parseJsonObject(bytes)
  if (typeof keySet === 'string') return `key-set-${keySet}`
  const keys = keySet.get('keys')
  return Array.isArray(keys) ? keys : 'key-set-without-keys'
}
