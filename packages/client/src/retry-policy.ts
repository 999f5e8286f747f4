import type { TaskportError } from './taskport-error.js'

export interface RetryPolicy {
  /** How often a call is sent at most, the first time included; 1: never again. Default 4. */
  readonly attempts?: number | undefined
  /** The wait before the second attempt, in milliseconds; it doubles each time, and half of it is chance. Default 300. */
  readonly baseDelayMs?: number | undefined
  /**
   * The longest wait of the client's own, in milliseconds; it comes on top of what `Retry-After` asks. Who is told there to wait longer than
   * this is not kept waiting: the call fails. Default 10,000.
   */
  readonly maxDelayMs?: number | undefined
}

/** Answers by which the API, or a proxy in front of it, asks to be tried again. */
const passingStatuses: readonly (number | null)[] = [408, 429, 502, 503, 504]

/** Whether the same request may well succeed a little later. */
export const isPassing = ({ code, status }: TaskportError): boolean =>
  code === 'NETWORK' || code === 'TIMEOUT' || passingStatuses.includes(status)

/** Whether the request may have been carried out all the same. The API counts and reads a request before it does anything. */
export const isOutcomeUnknown = (error: TaskportError): boolean =>
  isPassing(error) && error.status !== 408 && error.status !== 429

/** How long to wait after the attempt of this number, from 1, in milliseconds; null when it is too long. */
export const delayAfter = (
  attempt: number,
  { retryAfter }: TaskportError,
  { baseDelayMs = 300, maxDelayMs = 10_000 }: RetryPolicy,
): number | null => {
  const asked = (retryAfter ?? 0) * 1000
  if (asked > maxDelayMs) return null
  const backOff = Math.min(maxDelayMs, baseDelayMs * 2 ** (attempt - 1))
  // Nobody comes back before the time asked for, and not all at once.
  return asked + backOff * (0.5 + Math.random() / 2)
}

/** Waits, or less when the signal aborts. */
export const pause = (ms: number, signal: AbortSignal | undefined): Promise<void> =>
  new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', end)
      resolve()
    }
    const timer = setTimeout(end, ms)
    signal?.addEventListener('abort', end)
    if (signal?.aborted) end()
  })
