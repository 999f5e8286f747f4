import { Socket } from 'node:net'
import { Client, DatabaseError } from 'pg'
import type { ConnectionSettings } from './connection-settings.js'
import { ConnectionLost, isForgetful, isOutdated, isUndone, StatementLost } from './database-fault.js'
import type { Row } from './row.js'
import { statementNames } from './statement-names.js'
import type { OwnersStatement, TripEnd } from './trip.js'
import { walledTrip } from './walled-trip.js'
import { watchdog } from './watchdog.js'

/** A connection to PostgreSQL, for one trip after another. */
export interface PgConnection {
  /**
   * Sends a statement with all the login's powers. Rejects with the server's error (`DatabaseError`), with `ConnectionLost` when the
   * connection was over before, or with `StatementLost` when it broke or the server did not answer in time.
   */
  query(text: string, values: readonly unknown[]): Promise<readonly Row[]>
  /**
   * Sends statements behind the second wall, in one transaction (walled-trip.ts). Never rejects: it ends with the same errors, and with
   * `failed` where one statement is to blame and all others can be sent again, as nothing was written.
   * @param withinMs how long its answer is worth waiting for: a network or a disk that stands still is none of the server's limits
   */
  travel(statements: readonly OwnersStatement[], withinMs: number): Promise<TripEnd>
  /** Whether it has broken, was ended by either side, or was spoilt: it is not to be used again. */
  isOver(): boolean
  /** Whether it is over because the server did not answer in time: perhaps nothing comes through to it any more. */
  hasFallenSilent(): boolean
  /** Says that it is not to be used again. */
  spoil(): void
  /** Says goodbye, and waits for half a second at most until the connection is gone. */
  end(): Promise<void>
}

/** Values arrive as PostgreSQL prints them; whoever reads a row knows what its columns are (see row.ts). */
const asPrinted = { getTypeParser: () => (value: string) => value }

/** How long an ended connection may take to say goodbye, in milliseconds. */
const goodbyeMs = 500

/** How much longer than the server a statement is waited for, in milliseconds, before the connection is given up. */
const silenceMs = 150

const hasEnded = () => new ConnectionLost('The connection has ended')

const asFault = (error: unknown): unknown =>
  error instanceof DatabaseError || error instanceof TypeError ? error : new StatementLost(error)

/**
 * Opens connections, with pg's client. What is asked on an owner's behalf is sent behind the second wall (walled-trip.ts).
 * `deadlineMs` is for connecting, and for statements on nobody's behalf. It rejects with `ConnectionLost`, when the signal says so too.
 */
export const pgConnections = (
  settings: ConnectionSettings,
  deadlineMs: number,
): ((signal: AbortSignal) => Promise<PgConnection>) => {
  let areNamesKept = true

  return async (signal) => {
    const socket = new Socket()
    const client = new Client({
      ...settings,
      stream: () => socket,
      types: asPrinted,
      application_name: 'taskport',
      keepAlive: true,
      connectionTimeoutMillis: deadlineMs,
    })
    const names = statementNames(() => areNamesKept)
    let isOver = false
    let hasFallenSilent = false
    const silence = watchdog(() => {
      hasFallenSilent = true
      socket.destroy()
    })
    const over = () => {
      isOver = true
      silence.stop()
    }
    // An error that nobody listens for ends the process.
    client.on('error', over)
    client.on('end', over)

    const giveUp = () => {
      socket.destroy()
    }
    signal.addEventListener('abort', giveUp)
    try {
      await client.connect()
    } catch (error) {
      over()
      socket.destroy()
      // Whatever the server said: nothing was asked of it, and a service under way does not end for it.
      throw new ConnectionLost(error)
    } finally {
      signal.removeEventListener('abort', giveUp)
    }

    const behindTheWall = (statements: readonly OwnersStatement[]): Promise<TripEnd> =>
      new Promise((resolve) => {
        const settle = (end: TripEnd) => {
          silence.rest()
          if ('rows' in end) return resolve(end)
          const { error, failed } = end
          const culprit = failed === null ? undefined : statements[failed]
          if (isForgetful(error)) areNamesKept = false
          if (isOutdated(error) && culprit !== undefined) names.forget(culprit.text)
          resolve({ error: asFault(error), failed: isUndone(error) ? failed : null })
        }
        client.query(walledTrip({ statements, names, settle }))
      })

    const plainly = async (text: string, values: readonly unknown[]): Promise<readonly Row[]> => {
      try {
        const { rows } = await client.query<(string | null)[]>({
          text,
          values: [...values],
          rowMode: 'array',
        })
        return rows
      } catch (error) {
        throw asFault(error)
      } finally {
        silence.rest()
      }
    }

    return {
      // Whatever the server does with them, a broken connection ends the wait.
      query: (text, values) => {
        if (isOver) return Promise.reject(hasEnded())
        silence.expect(deadlineMs + silenceMs)
        return plainly(text, values)
      },
      travel: (statements, withinMs) => {
        if (isOver) return Promise.resolve({ error: hasEnded(), failed: null })
        const serversMs = statements.reduce((sum, { timeLeftMs }) => sum + timeLeftMs, 0)
        silence.expect(Math.max(serversMs, withinMs) + silenceMs)
        return behindTheWall(statements)
      },
      isOver: () => isOver,
      hasFallenSilent: () => hasFallenSilent,
      spoil: () => {
        isOver = true
      },
      end: async () => {
        over()
        // A peer that is gone answers no goodbye, and its socket would keep the process alive.
        const timer = setTimeout(() => socket.destroy(), goodbyeMs)
        await client.end()
        clearTimeout(timer)
      },
    }
  }
}
