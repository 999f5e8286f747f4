import { StorageUnavailable } from '@taskport/domain'
import { type DatabaseLoad, type DatabaseMeter, noDatabaseMeter } from '../observation/database-meter.js'
import type { WorkTracer } from '../observation/work-tracer.js'
import { type AdmissionGate, admissionGate } from './admission-gate.js'
import { type Company, companyOn } from './company.js'
import { connectionPool } from './connection-pool.js'
import type { ConnectionSettings } from './connection-settings.js'
import { asUnavailable } from './database-fault.js'
import { pgConnections } from './pg-connection.js'
import { scoutedOpening } from './scouted-opening.js'
import { onBehalfOf, plainly, type Session, sessionOf } from './session.js'

/** The pool behind its gate. Faults that pass reject with `StorageUnavailable`, every other as it came. */
export interface Database {
  /**
   * On an owner's behalf: behind the second wall, where other owners' rows do not exist. Its statements may travel with those of other
   * owners' work, and be carried out again when others' have failed: what it does between them is to take no time.
   */
  run<T>(ownerId: string, work: (session: Session) => Promise<T>): Promise<T>
  /** The same, for statements that may take so long that nobody else shall wait for them. */
  runApart<T>(ownerId: string, work: (session: Session) => Promise<T>): Promise<T>
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

/**
 * How many statements make one trip at most: each more saves less, and all of them lock what they have written until the last is done.
 */
const mostTogether = 8

/**
 * How many are under way at once for each connection of the pool, as a rule: enough for full trips on a few of them, and no more, as all of them wait
 * in vain when the network falls silent.
 */
const statementsPerConnection = 2

/** How long each may take then, and all of them together as a rule, in milliseconds: hundreds of times what a statement takes that waits for nobody. */
const quickMs = 100

/**
 * While a trip is under way, those who come next had better travel together, when it is back, than each on a connection of their own; but they do not
 * wait for it longer than this, in milliseconds: a server far away takes tens of them to answer.
 */
const patienceMs = 2

/** For hearing from the server that a statement was ended in time: a caller is told that it failed when it has. */
const graceMs = 200

/** What takes longer may have been lost on the way: something else is tried beside it. */
const doubtMs = 200

/** Together they let a connection take four times as long as that, as one with TLS to another continent does. */
const mostScouts = 4

const idleTimeoutMs = 30_000
const terminationTimeoutMs = 500

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
    opening: scoutedOpening({
      open: (signal) =>
        open(signal).catch((error: unknown) => {
          throw asUnavailable(error)
        }),
      doubtMs,
      mostScouts: Math.max(1, Math.min(mostScouts, Math.floor(poolSize / 2))),
    }),
    idleTimeoutMs,
    terminationTimeoutMs,
  })
  const gather = () => companyOn(pool, quickMs)
  const enter = admissionGate({
    capacity: poolSize,
    sharing: {
      most: mostTogether,
      mostAtOnce: Math.max(mostTogether, statementsPerConnection * poolSize),
      togetherMs: quickMs,
      patienceMs,
    },
    gather,
    reserve: Math.floor(poolSize / 2),
    stuckMs: doubtMs,
    queueLength: waitingPerConnection * poolSize,
    deadlineMs,
    graceMs,
    meter,
  })
  // Beside the other: the pool itself has no limit.
  const enterToProbe = admissionGate({ capacity: 1, gather, queueLength: 1, deadlineMs, graceMs })

  let asked = 0
  let isClosing = false
  let onNothingAsked = () => {}
  const ended = () => {
    asked -= 1
    if (asked === 0) onNothingAsked()
  }

  const run = <T>(
    gate: AdmissionGate<Company>,
    ownerId: string | null,
    work: (session: Session) => Promise<T>,
    isApart: boolean,
  ): Promise<T> => {
    if (isClosing) {
      return Promise.reject(new StorageUnavailable('The database is being closed', { retryAfterSeconds: 1 }))
    }
    // Before the gate: whoever lets work in later does so in the context of another.
    const trace = tracer?.() ?? null
    const answer = gate((turn) => {
      trace?.admitted()
      const send = ownerId === null ? plainly(pool, turn) : onBehalfOf(ownerId, turn)
      return work(sessionOf(send, { meter, trace }))
    }, isApart)
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
    run: (ownerId, work) => run(enter, ownerId, work, false),
    runApart: (ownerId, work) => run(enter, ownerId, work, true),
    runForAll: (work) => run(enter, null, work, true),
    probe: (work) => run(enterToProbe, null, work, true),
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
