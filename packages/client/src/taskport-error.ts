import type { FieldError, Problem, Task } from './contract-types.js'

/**
 * Why a call failed: what the API refuses by, or else
 * - `NETWORK`: no answer came, or it broke off; a browser says the same where CORS forbids the page to call;
 * - `TIMEOUT`: no whole answer came in time;
 * - `ABORTED`: the caller's signal; `cause` is its reason;
 * - `NO_TOKEN`: the token source failed; `cause` says why;
 * - `UNEXPECTED_ANSWER`: something answered that is not this API, or a newer one.
 */
export type TaskportErrorCode =
  | Problem['code']
  | 'NETWORK'
  | 'TIMEOUT'
  | 'ABORTED'
  | 'NO_TOKEN'
  | 'UNEXPECTED_ANSWER'

/** What is known of a failure; what is absent is null or empty. */
export interface FailureFacts {
  readonly code: TaskportErrorCode
  readonly detail: string
  readonly status?: number
  readonly errors?: readonly FieldError[] | undefined
  readonly current?: Task | undefined
  readonly requestId?: string
  readonly retryAfter?: number | null
  readonly cause?: unknown
}

const name = 'TaskportError'

/** Every call's only failure. `instanceof` narrows to {@link TaskportFailure}, whose `code` tells which members are there. */
export class TaskportError extends Error {
  readonly code: TaskportErrorCode
  /** The HTTP status; null when there was no answer. */
  readonly status: number | null
  /** A sentence for a person; the same as `message`. */
  readonly detail: string
  /** Everything that was wrong with the request, not just the first; empty but for `INVALID_REQUEST`. */
  readonly errors: readonly FieldError[]
  /** The task as it is now, with `VERSION_CONFLICT`; else null. */
  readonly current: Task | null
  /** Names the request in the server's log; null when there was no answer of the API. */
  readonly requestId: string | null
  /** In how many seconds to try again; null when nothing was said. */
  readonly retryAfter: number | null

  constructor({
    code,
    detail,
    status,
    errors = [],
    current,
    requestId,
    retryAfter = null,
    cause,
  }: FailureFacts) {
    super(detail, cause === undefined ? undefined : { cause })
    this.name = name
    this.code = code
    this.status = status ?? null
    this.detail = detail
    this.errors = errors
    this.current = current ?? null
    this.requestId = requestId ?? null
    this.retryAfter = retryAfter
  }

  // By name, so that an error of a second copy of this package is one too.
  static override [Symbol.hasInstance](value: unknown): value is TaskportFailure {
    return value instanceof Error && value.name === name
  }
}

/** A `TaskportError` that shows by its code what it holds: `if (error.code === 'VERSION_CONFLICT') error.current.title`. */
export type TaskportFailure = TaskportError &
  (
    | { readonly code: 'VERSION_CONFLICT'; readonly status: number; readonly current: Task }
    | { readonly code: Exclude<Problem['code'], 'VERSION_CONFLICT'>; readonly status: number }
    | { readonly code: Exclude<TaskportErrorCode, Problem['code']> }
  )
