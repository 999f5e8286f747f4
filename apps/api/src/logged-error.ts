import { StorageUnavailable } from '@taskport/domain'

/** What an error looks like in the log. */
export interface LoggedError {
  readonly type: string
  readonly message: string
  /** SQLSTATE of PostgreSQL, or a code of Node's. */
  readonly code?: string
  /** Where it was thrown; left out where the message says what an operator can know, and for causes. */
  readonly stack?: string
  readonly cause?: LoggedError
}

/** Longer chains have come round to their beginning. */
const longestChain = 10

const withoutStack = (error: unknown, depth: number): LoggedError => {
  if (!(error instanceof Error)) return { type: typeof error, message: String(error) }
  const { name, message, cause } = error
  return {
    type: name,
    message,
    ...('code' in error && typeof error.code === 'string' ? { code: error.code } : {}),
    ...(cause === undefined || depth === longestChain ? {} : { cause: withoutStack(cause, depth + 1) }),
  }
}

/**
 * Writes an error for the log, by what is named above and nothing else: errors of drivers and libraries carry the statement and
 * its values, and with them what users have written. Storage that is away is no fault of the program's, so it has no stack.
 */
export const loggedError = (error: unknown): LoggedError => {
  const { cause, ...known } = withoutStack(error, 0)
  const stack = error instanceof Error && !(error instanceof StorageUnavailable) ? error.stack : undefined
  return { ...known, ...(stack === undefined ? {} : { stack }), ...(cause === undefined ? {} : { cause }) }
}
