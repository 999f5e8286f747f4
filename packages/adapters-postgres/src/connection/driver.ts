import { Socket } from 'node:net'
import { Client, DatabaseError } from 'pg'
import { createDriverFactory, type DriverCommand, type DriverFactory } from 'slonik'
import type { ConnectionSettings } from './connection-settings.js'
import { ConnectionLost, connectionFault } from './database-fault.js'

/** Values arrive as PostgreSQL prints them; whoever reads a row knows what its columns are (see row.ts). */
const asPrinted = { getTypeParser: () => (value: string) => value }

const commands: readonly string[] = ['COPY', 'DELETE', 'INSERT', 'SELECT', 'UPDATE'] satisfies DriverCommand[]

const isCommand = (command: string): command is DriverCommand => commands.includes(command)

/** How long an ended connection may take to say goodbye, in milliseconds. */
const goodbyeMs = 500

const asFault = (error: unknown): unknown =>
  error instanceof DatabaseError ? error : new ConnectionLost(error)

/**
 * How slonik speaks to PostgreSQL: one pg client per connection. It differs from slonik's own driver in that it takes our
 * settings rather than a URL, asks the server nothing of its own, gives up a statement after `deadlineMs`, and tells a
 * server's error (`DatabaseError`) from a broken connection (`ConnectionLost`).
 */
export const pgDriver = (settings: ConnectionSettings, deadlineMs: number): DriverFactory =>
  createDriverFactory(async () => ({
    createPoolClient: async ({ clientEventEmitter }) => {
      const socket = new Socket()
      const client = new Client({
        ...settings,
        stream: () => socket,
        types: asPrinted,
        application_name: 'taskport',
        keepAlive: true,
        connectionTimeoutMillis: deadlineMs,
        query_timeout: deadlineMs,
      })
      let isOver = false
      client.on('error', (error) => {
        // slonik has stopped listening, and an error that nobody listens for ends the process.
        if (!isOver) clientEventEmitter.emit('error', new ConnectionLost(error))
      })
      return {
        connect: async () => {
          try {
            await client.connect()
          } catch (error) {
            isOver = true
            socket.destroy()
            throw connectionFault(error)
          }
        },
        end: async () => {
          isOver = true
          // A peer that is gone answers no goodbye, and its socket would keep the process alive.
          const timer = setTimeout(() => socket.destroy(), goodbyeMs)
          await client.end()
          clearTimeout(timer)
        },
        query: async (text, values) => {
          const { command, fields, rowCount, rows } = await client
            .query(text, values)
            .catch((error: unknown) => {
              throw asFault(error)
            })
          if (!isCommand(command))
            throw new Error(`This driver reads and writes rows; it was given ${command}`)
          const columns = fields.map(({ dataTypeID, name }) => ({ dataTypeId: dataTypeID, name }))
          return { command, fields: columns, rowCount, rows }
        },
        stream: () => {
          throw new Error('This driver does not stream')
        },
      }
    },
  }))
