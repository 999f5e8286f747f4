import { StorageUnavailable } from '@taskport/domain'
import { DatabaseError } from 'pg'
import { type Verdict, verdictOn } from './fault-table.js'

const wordsOf = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause))

const uniqueViolation = '23505'
const queryCanceled = '57014'

/** There is no connection, or it was lost before anything was asked: nothing was carried out. */
export class ConnectionLost extends Error {
  constructor(cause: unknown) {
    super(wordsOf(cause), { cause })
    this.name = 'ConnectionLost'
  }
}

/** The connection broke under a statement, or the server did not answer in time: it may or may not have been carried out, or be so yet. */
export class StatementLost extends Error {
  constructor(cause: unknown) {
    super(wordsOf(cause), { cause })
    this.name = 'StatementLost'
  }
}

/**
 * Tells a server's error from a broken connection. `XX000` at the login is a proxy's: Neon's answers it while it cannot
 * wake or reach the server behind it.
 */
export const connectionFault = (error: unknown): unknown =>
  error instanceof DatabaseError && error.code !== 'XX000' ? error : new ConnectionLost(error)

/** Whether a named statement is not known to this session, or known already: a pooler has changed the session. */
export const isForgetful = (error: unknown): boolean =>
  error instanceof DatabaseError && (error.code === '26000' || error.code === '42P05')

/** Whether a migration has changed the columns of a prepared statement, which then has to be prepared again; 0A000 is not that alone. */
export const isOutdated = (error: unknown): boolean =>
  error instanceof DatabaseError && error.code === '0A000' && error.routine === 'RevalidateCachedQuery'

/** Where PostgreSQL's source reads and writes the files of tables and indexes, of transactions' states, and temporary ones. */
const ofFiles = new Set(['md.c', 'fd.c', 'slru.c', 'buffile.c'])

/** Whether a file could not be written for a reason that has no code of its own: beyond a quota (EDQUOT) or a limit (EFBIG). */
const isOfFiles = (error: DatabaseError): boolean =>
  error.code === 'XX000' && error.file !== undefined && ofFiles.has(error.file)

/** Whether a row was not written because another has its key already; it and all else that the statement did is undone. */
export const isTaken = (error: unknown, key: string): boolean =>
  error instanceof DatabaseError && error.code === uniqueViolation && error.constraint === key

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

const chain = function* (error: unknown): Generator<unknown> {
  for (
    let link = error;
    link !== undefined && link !== null;
    link = link instanceof Error ? link.cause : null
  )
    yield link
}

/** Null: the error says nothing of it, but one of its causes may. */
const verdictOf = (error: unknown): Verdict | null => {
  if (error instanceof StatementLost) return 'unknown'
  if (error instanceof ConnectionLost) return 'unavailable'
  if (isOutdated(error)) return 'repeated'
  if (!(error instanceof DatabaseError) || error.code === undefined) return null
  return isOfFiles(error) ? verdictOn('58030') : verdictOn(error.code)
}

/** Whether a statement that is committed by itself can be sent again as it is: the server has undone it, or never begun it. */
export const asksForRepetition = (error: unknown): boolean =>
  error instanceof DatabaseError && verdictOf(error) === 'repeated'

/** Whether a connection is not to be used again after an error: not so where a statement has failed only on what others had written. */
export const isSpoiling = (error: unknown): boolean =>
  !asksForRepetition(error) && !(error instanceof DatabaseError && error.code === uniqueViolation)

/** Whether the server has answered with an error that leaves no doubt: nothing of the transaction was written. */
export const isUndone = (error: unknown): boolean =>
  error instanceof DatabaseError && verdictOf(error) !== 'unknown'

/** Whether the server has ended a statement that took longer than it may (or somebody has cancelled it). */
export const isTimedOut = (error: unknown): boolean =>
  error instanceof DatabaseError && error.code === queryCanceled

/** Turns the faults that pass by themselves into `StorageUnavailable`; answers every other as it is. */
export const asUnavailable = (error: unknown): unknown => {
  for (const link of chain(error)) {
    if (link instanceof StorageUnavailable) return link
    const verdict = verdictOf(link)
    if (verdict === 'fault') return error
    if (verdict !== null)
      return new StorageUnavailable(wordsOf(link), {
        retryAfterSeconds: 1,
        isOutcomeUnknown: verdict === 'unknown',
        cause: error,
      })
  }
  return error
}
