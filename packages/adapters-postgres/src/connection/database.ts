import { StorageUnavailable } from '@taskport/domain'
import type { QuerySqlToken } from 'slonik'
import { type DatabaseLoad, type DatabaseMeter, noDatabaseMeter } from '../observation/database-meter.js'
import type { WorkTrace, WorkTracer } from '../observation/work-tracer.js'
import { type AdmissionGate, admissionGate, type TimeLeft } from './admission-gate.js'
import { connectionPool } from './connection-pool.js'
import type { ConnectionSettings } from './connection-settings.js'
import { asksForRepetition, asUnavailable } from './database-fault.js'
import { type PgConnection, pgConnections } from './pg-connection.js'
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

/** slonik numbers its placeholders in a way that its own pool rewrites; our statements are few, so each is rewritten once. */
const sentTexts = new Map<string, string>()

/** Texts that hold a list's words are as many as word counts are; nothing else makes new ones. */
const mostTexts = 1_000

const sentText = (sql: string): string => {
  const known = sentTexts.get(sql)
  if (known !== undefined) return known
  const sent = sql.replaceAll('$slonik_', '$')
  if (sentTexts.size < mostTexts) sentTexts.set(sql, sent)
  return sent
}

interface Observed {
  readonly meter: DatabaseMeter
  readonly trace: WorkTrace | null
}

/** Statements on one connection, as long as the caller still waits; the connection is spoilt by one that fails for good. */
const sessionOn = (
  connection: PgConnection,
  ownerId: string | null,
  timeLeft: TimeLeft,
  { meter, trace }: Observed,
): Session => {
  const all = async <Item>(query: Query<Item>): Promise<readonly Item[]> => {
    for (;;) {
      const timeLeftMs = timeLeft()
      const ended = trace?.statement(query.sql)
      try {
        const behalf = ownerId === null ? null : { ownerId, timeLeftMs }
        const rows = await connection.query(sentText(query.sql), query.values, behalf)
        const items = rows.map((row) => query.parser.read(row))
        ended?.(null)
        return items
      } catch (error) {
        ended?.(error)
        if (asksForRepetition(error)) {
          meter.statementRepeated()
          continue
        }
        connection.spoil()
        throw asUnavailable(error)
      }
    }
  }
  return { all, maybe: async (query) => (await all(query))[0] ?? null }
}

/** Opens a pool; it connects when it is first used. */
export const openDatabase = async ({
  settings,
  poolSize,
  deadlineMs,
  meter = noDatabaseMeter,
  tracer,
}: DatabaseOptions): Promise<Database> => {
  const open = pgConnections(settings, deadlineMs)
  const pool = connectionPool({
    open: () =>
      open().catch((error: unknown) => {
        throw asUnavailable(error)
      }),
    idleTimeoutMs,
    terminationTimeoutMs,
  })
  const enter = admissionGate({
    capacity: poolSize,
    queueLength: waitingPerConnection * poolSize,
    deadlineMs,
    graceMs,
    meter,
  })
  // Beside the other: the pool itself has no limit.
  const enterToProbe = admissionGate({ capacity: 1, queueLength: 1, deadlineMs, graceMs })

  let asked = 0
  let isClosing = false
  let onNothingAsked = () => {}
  const ended = () => {
    asked -= 1
    if (asked === 0) onNothingAsked()
  }

  const run = <T>(
    gate: AdmissionGate,
    ownerId: string | null,
    work: (session: Session) => Promise<T>,
  ): Promise<T> => {
    if (isClosing) {
      return Promise.reject(new StorageUnavailable('The database is being closed', { retryAfterSeconds: 1 }))
    }
    // Before the gate: whoever lets work in later does so in the context of another.
    const trace = tracer?.() ?? null
    const answer = gate((timeLeft) =>
      pool.connect((connection) => {
        trace?.admitted()
        return work(sessionOn(connection, ownerId, timeLeft, { meter, trace }))
      }),
    )
    asked += 1
    answer.then(
      () => {
        trace?.ended(null)
        ended()
      },
      (error: unknown) => {
        trace?.ended(error)
        ended()
      },
    )
    return answer
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
          closing: pending.pendingDestroyConnections,
        },
      }
    },
    close: async () => {
      isClosing = true
      if (asked > 0) {
        await new Promise<void>((resolve) => {
          onNothingAsked = resolve
        })
      }
      await pool.end()
    },
  }
}
