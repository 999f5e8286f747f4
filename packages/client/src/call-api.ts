import { delayAfter, isOutcomeUnknown, isPassing, pause, type RetryPolicy } from './retry-policy.js'
import { type ApiRequest, sendOnce } from './send-once.js'
import { TaskportError, type TaskportFailure } from './taskport-error.js'
import type { TokenSource } from './token-source.js'

/** For one call. */
export interface CallOptions {
  /** Ends the call, its waits and its retries with `ABORTED`. */
  readonly signal?: AbortSignal | undefined
  /** How long one attempt may take, its token included, in milliseconds. */
  readonly timeoutMs?: number | undefined
}

export interface TaskportOptions {
  /** Where the API is, like `https://tasks.example.com`; empty: where the page is from. */
  readonly baseUrl: string
  readonly token: TokenSource
  /** Instead of the global one. */
  readonly fetch?: typeof fetch | undefined
  /** How calls that are safe to send again are sent again; false: never. */
  readonly retry?: RetryPolicy | false | undefined
  /** How long one attempt may take, its token included, in milliseconds. Default 15,000. */
  readonly timeoutMs?: number | undefined
}

export interface ApiCall<Data> extends ApiRequest<Data> {
  /** Whether it does no harm to carry it out twice; else it is sent again only when the first was certainly not carried out. */
  readonly isRepeatable: boolean
  /** What a refusal means when an attempt before it may have been carried out: the answer that was lost, or null: a refusal. */
  readonly answerLost?: (refusal: TaskportFailure) => { readonly data: Data } | null
}

export type CallApi = <Data>(call: ApiCall<Data>, options?: CallOptions) => Promise<Data>

/** Sends calls, with a fresh token after a 401 and again where that is safe. All that it throws is a {@link TaskportError}. */
export const callApi = ({
  baseUrl,
  token,
  fetch: chosenFetch,
  retry = {},
  timeoutMs: usualTimeoutMs = 15_000,
}: TaskportOptions): CallApi => {
  const base = baseUrl.replace(/\/+$/, '')
  const policy = retry === false ? { attempts: 1 } : retry
  const { attempts = 4 } = policy

  return async (call, { signal, timeoutMs = usualTimeoutMs } = {}) => {
    let refused: string | null = null
    let mayHaveHappened = false
    for (let attempt = 1; ; ) {
      let sent = ''
      try {
        return await sendOnce(call, {
          // Looked up at each call: whoever replaces the global one later is heard.
          fetch: (input, init) => (chosenFetch ?? fetch)(input, init),
          baseUrl: base,
          token: async () => {
            sent = await token({ refused })
            return sent
          },
          timeoutMs,
          signal,
        })
      } catch (error) {
        if (!(error instanceof TaskportError)) throw error
        if (error.code === 'UNAUTHORIZED' && refused === null) {
          refused = sent
          continue
        }
        const lost = mayHaveHappened ? call.answerLost?.(error) : null
        if (lost) return lost.data
        const isUnknown = isOutcomeUnknown(error)
        const delay = delayAfter(attempt, error, policy)
        const isWorthwhile = isPassing(error) && (call.isRepeatable || !isUnknown)
        if (attempt >= attempts || delay === null || !isWorthwhile) throw error
        mayHaveHappened ||= isUnknown
        await pause(delay, signal)
        attempt += 1
      }
    }
  }
}
