import type { StandardSchemaV1 } from '@standard-schema/spec'
import { StorageUnavailable } from '@taskport/domain'
import { createPool, type DatabasePoolConnection, type QuerySqlToken } from 'slonik'
import { type DatabaseLoad, type DatabaseMeter, noDatabaseMeter } from '../observation/database-meter.js'
import type { WorkTrace, WorkTracer } from '../observation/work-tracer.js'
import { type AdmissionGate, admissionGate, type TimeLeft } from './admission-gate.js'
import { writeBehalf } from './behalf.js'
import type { ConnectionSettings } from './connection-settings.js'
import { asksForRepetition, asUnavailable } from './database-fault.js'
import { pgDriver } from './driver.js'
import type { RowReader } from './row.js'

/** A query whose rows are read by `sql.type(reader)`. */
export type Query<T> = QuerySqlToken<RowReader<T>>

/** Statements one after another on one connection, each committed by itself. */
export interface Session {
  /** Answers all rows, in the query's order. */
  all<T>(query: Query<T>): Promise<readonly T[]>
  /** Answers the only row, or null when there is none. */
  maybe<T>(query: Query<T>): Promise<T | null>
}

/** The pool behind its gate. Faults that pass reject with `StorageUnavailable`, every other as it came. */
export interface Database {
  /** On an owner's behalf: behind the second wall, where other owners' rows do not exist. */
  run<T>(ownerId: string, work: (session: Session) => Promise<T>): Promise<T>
  /** With all the login's powers: for what concerns no owner (health) or all of them (emptying the trash). */
  runForAll<T>(work: (session: Session) => Promise<T>): Promise<T>
  /** The same, past all that waits for its turn: to find out whether the database answers, however busy we are. One at a time. */
  probe<T>(work: (session: Session) => Promise<T>): Promise<T>
  load(): DatabaseLoad
  /**
   * Waits until everything that was asked for has ended or reached its deadline, then closes all connections. What is asked
   * for after it is turned away with `StorageUnavailable`.
   */
  close(): Promise<void>
}

export interface DatabaseOptions {
  readonly settings: ConnectionSettings
  /** How many connections may work at once. */
  readonly poolSize: number
  /** For how long a request may wait for the database, queueing included, in milliseconds. */
  readonly deadlineMs: number
  /** Absent: nothing is counted. */
  readonly meter?: DatabaseMeter | undefined
  /** Absent: nothing is traced. */
  readonly tracer?: WorkTracer | undefined
}

/** How many requests may wait for each one that runs: what a pool of fast statements clears within the deadline. */
const waitingPerConnection = 50

/** For hearing from the server that a statement was ended in time: a caller is told that it failed when it has. */
const graceMs = 200

const idleTimeoutMs = 30_000
const terminationTimeoutMs = 500

const read = <T>(reader: RowReader<T>, row: unknown): T => {
  const result = reader['~standard'].validate(row)
  if (result instanceof Promise || result.issues)
    throw new TypeError('A query answered a row that cannot be read')
  return result.value
}

interface Observed {
  readonly meter: DatabaseMeter
  readonly trace: WorkTrace | null
}

/** Runs `work` and answers how it ended; rejects only when a statement failed, so that slonik drops the connection then alone. */
const settle = async <T>(
  connection: DatabasePoolConnection,
  ownerId: string | null,
  timeLeft: TimeLeft,
  { meter, trace }: Observed,
  work: (session: Session) => Promise<T>,
): Promise<PromiseSettledResult<T>> => {
  let hasFailed = false
  const all = async <Item>(query: Query<Item>): Promise<readonly Item[]> => {
    for (;;) {
      const timeLeftMs = timeLeft()
      const ended = trace?.statement(query.sql)
      try {
        const rows: readonly unknown[] = await connection.any<StandardSchemaV1>(
          ownerId === null ? query : { ...query, name: writeBehalf({ ownerId, timeLeftMs }) },
        )
        const items = rows.map((row) => read(query.parser, row))
        ended?.(null)
        return items
      } catch (error) {
        ended?.(error)
        if (asksForRepetition(error)) {
          meter.statementRepeated()
          continue
        }
        hasFailed = true
        throw error
      }
    }
  }
  const [end] = await Promise.allSettled([
    work({ all, maybe: async (query) => (await all(query))[0] ?? null }),
  ])
  if (end.status === 'rejected' && hasFailed) throw end.reason
  return end
}

/** Opens a pool; it connects when it is first used. */
export const openDatabase = async ({
  settings,
  poolSize,
  deadlineMs,
  meter = noDatabaseMeter,
  tracer,
}: DatabaseOptions): Promise<Database> => {
  const pool = await createPool('postgres://', {
    driverFactory: pgDriver(settings, deadlineMs),
    // Twice what the gate lets through, so that slonik's own queue, which has no deadline, is never used.
    maxPoolSize: 2 * poolSize,
    idleTimeout: idleTimeoutMs,
    gracefulTerminationTimeout: terminationTimeoutMs,
    // A caller's deadline is unknown to slonik, which would repeat statements of callers who are long gone.
    connectionRetryLimit: 0,
    queryRetryLimit: 0,
    // No statement of ours leaves anything behind in a session, so there is nothing to reset.
    resetConnection: async () => {},
  })
  const enter = admissionGate({
    capacity: poolSize,
    queueLength: waitingPerConnection * poolSize,
    deadlineMs,
    graceMs,
    meter,
  })
  // The pool has twice the connections that the other gate can use, so there is one left for this.
  const enterToProbe = admissionGate({ capacity: 1, queueLength: 1, deadlineMs, graceMs })

  const ask = async <T>(
    gate: AdmissionGate,
    ownerId: string | null,
    work: (session: Session) => Promise<T>,
  ): Promise<T> => {
    // Before the gate: whoever lets work in later does so in the context of another.
    const trace = tracer?.() ?? null
    const end = await gate((timeLeft) =>
      pool.connect((connection) => {
        trace?.admitted()
        return settle(connection, ownerId, timeLeft, { meter, trace }, work)
      }),
    ).catch((error: unknown) => {
      trace?.ended(error)
      throw asUnavailable(error)
    })
    trace?.ended(end.status === 'rejected' ? end.reason : null)
    if (end.status === 'rejected') throw end.reason
    return end.value
  }

  const asked = new Set<Promise<unknown>>()
  let isClosing = false

  const run = async <T>(
    gate: AdmissionGate,
    ownerId: string | null,
    work: (session: Session) => Promise<T>,
  ): Promise<T> => {
    if (isClosing) throw new StorageUnavailable('The database is being closed', { retryAfterSeconds: 1 })
    const answer = ask(gate, ownerId, work)
    asked.add(answer)
    try {
      return await answer
    } finally {
      asked.delete(answer)
    }
  }

  return {
    run: (ownerId, work) => run(enter, ownerId, work),
    runForAll: (work) => run(enter, null, work),
    probe: (work) => run(enterToProbe, null, work),
    load: () => {
      const { acquiredConnections, idleConnections, ...pending } = pool.state()
      return {
        ...enter.load(),
        connections: {
          connecting: pending.pendingConnections,
          idle: idleConnections,
          busy: acquiredConnections,
          closing: pending.pendingDestroyConnections + pending.pendingReleaseConnections,
        },
      }
    },
    close: async () => {
      isClosing = true
      await Promise.allSettled(asked)
      await pool.end()
    },
  }
}
