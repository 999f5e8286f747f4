import { Socket } from 'node:net'
import { Client, DatabaseError } from 'pg'
import type { Behalf } from './behalf.js'
import type { ConnectionSettings } from './connection-settings.js'
import { ConnectionLost, connectionFault } from './database-fault.js'
import type { Row } from './row.js'
import { statementNames } from './statement-names.js'
import { walledStatement } from './walled-statement.js'
import { watchdog } from './watchdog.js'

/** A connection to PostgreSQL, for one statement after another. */
export interface PgConnection {
  /**
   * Rejects with the server's error (`DatabaseError`), or with `ConnectionLost` when the connection broke or the server did not
   * answer in time; then what was sent may or may not have been carried out.
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
  error instanceof DatabaseError || error instanceof TypeError ? error : new ConnectionLost(error)

/** SQLSTATE of a named statement that this session does not know, or knows already: a pooler has changed the session. */
const isForgetful = (error: unknown): boolean =>
  error instanceof DatabaseError && (error.code === '26000' || error.code === '42P05')

/**
 * Opens connections, with pg's client. What is asked on an owner's behalf is sent behind the second wall (walled-statement.ts).
 * `deadlineMs` is for connecting, and for statements on nobody's behalf. It rejects with `connectionFault`s.
 */
export const pgConnections = (
  settings: ConnectionSettings,
  deadlineMs: number,
): (() => Promise<PgConnection>) => {
  let areNamesKept = true

  return async () => {
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

    try {
      await client.connect()
    } catch (error) {
      over()
      socket.destroy()
      throw connectionFault(error)
    }

    const onBehalf = (text: string, values: readonly unknown[], behalf: Behalf): Promise<readonly Row[]> =>
      new Promise((resolve, reject) => {
        const settle = (error: unknown, rows: readonly Row[] | null) => {
          silence.rest()
          if (isForgetful(error)) areNamesKept = false
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
