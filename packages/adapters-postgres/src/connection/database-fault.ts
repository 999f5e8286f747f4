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
 * Tells a server's error from a broken connection. `XX000` at the login is a proxy's: Neon's answers it while it cannot
 * wake or reach the server behind it.
 */
export const connectionFault = (error: unknown): unknown =>
  error instanceof DatabaseError && error.code !== 'XX000' ? error : new ConnectionLost(error)

/** Node's and OpenSSL's codes of a certificate or a TLS server that is not as it must be. */
const ofTls = /CERT|^ERR_(SSL|TLS)_|^UNABLE_TO_VERIFY|^HOSTNAME_MISMATCH/

/** How PgBouncer tells, under one code for everything, that a login is wrong (its `disconnect_client` calls). */
const isRefusedByPooler = (error: Error): boolean =>
  error instanceof DatabaseError &&
  error.code === '08P01' &&
  /authentication failed|no such (user|database)|^(database|role) ".*" does not exist$/i.test(error.message)

/** Whether a connection failed because of how it was asked for, so that it will fail again: TLS, or the way to log in. */
export const isMisconfigured = (error: unknown): boolean =>
  error instanceof Error &&
  (isRefusedByPooler(error) ||
    /^SASL: |does not support SSL/.test(error.message) ||
    ('code' in error && typeof error.code === 'string' && ofTls.test(error.code)))

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

/**
 * Whether the server has undone the statement only because others were quicker (serialization failure, deadlock), or never
 * begun it as a pooler has changed the session under a prepared one; a statement that is committed by itself can then be
 * repeated as it is.
 */
export const asksForRepetition = (error: unknown): boolean =>
  error instanceof DatabaseError && ['40001', '40P01', '26000', '42P05'].includes(error.code ?? '')

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
