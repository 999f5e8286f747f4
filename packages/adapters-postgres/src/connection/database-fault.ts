import { StorageUnavailable } from '@taskport/domain'
import { DatabaseError } from 'pg'

/** The connection broke, or the server did not answer in time; what was sent on it may or may not have been carried out. */
export class ConnectionLost extends Error {
  constructor(cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause), { cause })
    this.name = 'ConnectionLost'
  }
}

/**
 * SQLSTATE classes and codes (PostgreSQL, appendix A) of a server that is away, starting, stopping, full, read-only or too
 * busy: the same request can succeed later.
 */
const passing = /^(08...|40...|53...|55P03|57014|57P0.|57P05|58000|58030|25006|25P0[234])$/

const chain = function* (error: unknown): Generator<unknown> {
  for (
    let link = error;
    link !== undefined && link !== null;
    link = link instanceof Error ? link.cause : null
  )
    yield link
}

/** Turns the faults that pass by themselves into `StorageUnavailable`; answers every other as it is. */
export const asUnavailable = (error: unknown): unknown => {
  for (const link of chain(error)) {
    if (link instanceof StorageUnavailable) return link
    const isPassing =
      link instanceof ConnectionLost ||
      (link instanceof DatabaseError && link.code !== undefined && passing.test(link.code))
    if (isPassing) return new StorageUnavailable(link.message, { retryAfterSeconds: 1, cause: error })
  }
  return error
}
