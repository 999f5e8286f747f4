import { Socket } from 'node:net'
import { Client, DatabaseError } from 'pg'
import type { Behalf } from './behalf.js'
import type { ConnectionSettings } from './connection-settings.js'
import { ConnectionLost, isForgetful, isOutdated, StatementLost } from './database-fault.js'
import type { Row } from './row.js'
import { statementNames } from './statement-names.js'
import { walledStatement } from './walled-statement.js'
import { watchdog } from './watchdog.js'

/** A connection to PostgreSQL, for one statement after another. */
export interface PgConnection {
  /**
   * Rejects with the server's error (`DatabaseError`), with `ConnectionLost` when the connection was over before, or with
   * `StatementLost` when it broke or the server did not answer in time.
   * @param behalf null: with all the login's powers
   */
  query(text: string, values: readonly unknown[], behalf: Behalf | null): Promise<readonly Row[]>
  /** Whether it has broken, was ended by either side, or was spoilt: it is not to be used again. */
  isOver(): boolean
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

const asFault = (error: unknown): unknown =>
  error instanceof DatabaseError || error instanceof TypeError ? error : new StatementLost(error)

/**
 * Opens connections, with pg's client. What is asked on an owner's behalf is sent behind the second wall (walled-statement.ts).
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
    const silence = watchdog(() => socket.destroy())
    let isOver = false
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

    const onBehalf = (text: string, values: readonly unknown[], behalf: Behalf): Promise<readonly Row[]> =>
      new Promise((resolve, reject) => {
        const settle = (error: unknown, rows: readonly Row[] | null) => {
          silence.rest()
          if (isForgetful(error)) areNamesKept = false
          if (isOutdated(error)) names.forget(text)
          if (rows === null) reject(asFault(error))
          else resolve(rows)
        }
        client.query(walledStatement({ text, values, behalf, names, settle }))
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
      query: (text, values, behalf) => {
        if (isOver) return Promise.reject(new ConnectionLost('The connection has ended'))
        // Whatever the server does with it, a broken connection ends the wait.
        silence.expect((behalf?.timeLeftMs ?? deadlineMs) + silenceMs)
        return behalf === null ? plainly(text, values) : onBehalf(text, values, behalf)
      },
      isOver: () => isOver,
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
