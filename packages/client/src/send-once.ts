import { readAnswer } from './read-answer.js'
import { TaskportError } from './taskport-error.js'

/** One call of the API, before it has a token. */
export interface ApiRequest<Data> {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE'
  /** Below the base URL, with its query. */
  readonly path: string
  readonly headers?: Readonly<Record<string, string>>
  /** Sent as JSON; absent: no body. */
  readonly body?: object
  /** What the caller has already, for the answer that it is still so (304). */
  readonly inHand?: Data | undefined
}

export interface Attempt {
  readonly fetch: typeof fetch
  readonly baseUrl: string
  /** Asked within the attempt's time. */
  readonly token: () => Promise<string>
  readonly timeoutMs: number
  /** The caller's. */
  readonly signal: AbortSignal | undefined
}

/** Settles as the promise does, or rejects when the signal aborts first. */
const unlessAborted = <Value>(promise: Promise<Value>, signal: AbortSignal): Promise<Value> =>
  new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
    promise.then(resolve, reject)
  })

/**
 * One attempt: a token, a request, its whole answer. @throws {TaskportError} whatever goes wrong
 */
export const sendOnce = async <Data>(
  { method, path, headers, body, inHand }: ApiRequest<Data>,
  { fetch, baseUrl, token, timeoutMs, signal }: Attempt,
): Promise<Data> => {
  const ending = new AbortController()
  const abort = () => ending.abort()
  const timer = setTimeout(abort, timeoutMs)
  signal?.addEventListener('abort', abort)
  if (signal?.aborted) abort()

  const failure = (cause: unknown, code: 'NETWORK' | 'NO_TOKEN'): TaskportError => {
    if (cause instanceof TaskportError) return cause
    if (signal?.aborted)
      return new TaskportError({ code: 'ABORTED', detail: 'The call was aborted', cause: signal.reason })
    if (ending.signal.aborted) {
      return new TaskportError({
        code: 'TIMEOUT',
        detail: 'The task service took too long to answer; try again',
      })
    }
    const detail =
      code === 'NETWORK'
        ? 'The task service cannot be reached; check the connection and try again'
        : 'There is no token to call the task service with; sign in again'
    return new TaskportError({ code, detail, cause })
  }

  try {
    ending.signal.throwIfAborted()
    const bearer = await unlessAborted(token(), ending.signal).catch((cause: unknown) => {
      throw failure(cause, 'NO_TOKEN')
    })
    const response = await fetch(`${baseUrl}${path}`, {
      method,
      headers: {
        ...headers,
        authorization: `Bearer ${bearer}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: ending.signal,
    })
    if (response.status === 304 && inHand !== undefined) return inHand
    return await readAnswer<Data>(response)
  } catch (cause) {
    throw failure(cause, 'NETWORK')
  } finally {
    clearTimeout(timer)
    signal?.removeEventListener('abort', abort)
  }
}
