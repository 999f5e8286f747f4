import { Socket } from 'node:net'
import { Client, DatabaseError } from 'pg'
import { createDriverFactory, type DriverCommand, type DriverFactory } from 'slonik'
import { type Behalf, readBehalf } from './behalf.js'
import type { ConnectionSettings } from './connection-settings.js'
import { ConnectionLost, isForgetful, isOutdated, StatementLost } from './database-fault.js'
import { statementNames } from './statement-names.js'
import { type StatementResult, walledStatement } from './walled-statement.js'

/** Values arrive as PostgreSQL prints them; whoever reads a row knows what its columns are (see row.ts). */
const asPrinted = { getTypeParser: () => (value: string) => value }

const commands: readonly string[] = ['COPY', 'DELETE', 'INSERT', 'SELECT', 'UPDATE'] satisfies DriverCommand[]

const isCommand = (command: string): command is DriverCommand => commands.includes(command)

/** How long an ended connection may take to say goodbye, in milliseconds. */
const goodbyeMs = 500

const asFault = (error: unknown): unknown =>
  error instanceof DatabaseError || error instanceof TypeError ? error : new StatementLost(error)

/** How much longer than the server a statement is waited for, in milliseconds, before the connection is given up. */
const silenceMs = 150

/**
 * How slonik speaks to PostgreSQL: one pg client per connection. It differs from slonik's own driver in that it takes our
 * settings rather than a URL, asks the server nothing of its own, gives a statement up at its deadline, tells a server's
 * error (`DatabaseError`) from a connection that could not be used (`ConnectionLost`) and one that broke under a statement
 * (`StatementLost`), and sends what is asked on an owner's behalf behind the second wall (walled-statement.ts). `deadlineMs` is for connecting, and for statements on nobody's behalf.
 */
export const pgDriver = (settings: ConnectionSettings, deadlineMs: number): DriverFactory => {
  let areNamesKept = true

  return createDriverFactory(async () => ({
    createPoolClient: async ({ clientEventEmitter }) => {
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
      let isAtWork = false
      client.on('error', (error) => {
        // slonik has stopped listening, and an error that nobody listens for ends the process.
        if (isOver) return
        clientEventEmitter.emit('error', isAtWork ? new StatementLost(error) : new ConnectionLost(error))
      })

      const onBehalf = (text: string, values: readonly unknown[], behalf: Behalf): Promise<StatementResult> =>
        new Promise((resolve, reject) => {
          const settle = (error: unknown, result: StatementResult | null) => {
            if (isForgetful(error)) areNamesKept = false
            if (isOutdated(error)) names.forget(text)
            if (result === null) reject(error)
            else resolve(result)
          }
          client.query(walledStatement({ text, values, behalf, names, settle }))
        })

      const plainly = async (text: string, values: unknown[] | undefined): Promise<StatementResult> => {
        const { command, fields, rows } = await client.query(text, values)
        return { command, columns: fields.map(({ name }) => name), rows }
      }

      return {
        connect: async () => {
          try {
            await client.connect()
          } catch (error) {
            isOver = true
            socket.destroy()
            // Whatever the server said: nothing was asked of it, and a service under way does not end for it.
            throw new ConnectionLost(error)
          }
        },
        end: async () => {
          isOver = true
          // A peer that is gone answers no goodbye, and its socket would keep the process alive.
          const timer = setTimeout(() => socket.destroy(), goodbyeMs)
          await client.end()
          clearTimeout(timer)
        },
        query: async (text, values, options) => {
          const behalf = options?.name === undefined ? null : readBehalf(options.name)
          // Whatever the server does with it, a broken connection ends the wait.
          const timer = setTimeout(() => socket.destroy(), (behalf?.timeLeftMs ?? deadlineMs) + silenceMs)
          isAtWork = true
          try {
            const answer = behalf === null ? plainly(text, values) : onBehalf(text, values ?? [], behalf)
            const { command, columns, rows } = await answer
            if (!isCommand(command))
              throw new TypeError(`This driver reads and writes rows; it was given ${command}`)
            return {
              command,
              fields: columns.map((name) => ({ dataTypeId: 0, name })),
              rowCount: rows.length,
              rows,
            }
          } catch (error) {
            throw asFault(error)
          } finally {
            isAtWork = false
            clearTimeout(timer)
          }
        },
        stream: () => {
          throw new Error('This driver does not stream')
        },
      }
    },
  }))
}
