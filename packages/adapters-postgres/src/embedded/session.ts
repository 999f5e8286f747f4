import { Client } from 'pg'
import { type Cluster, role } from './cluster.js'

/** One connection of ours to the embedded server, for keeping house. */
export interface Session {
  /** Rows of a statement. */
  query(text: string, values?: readonly string[]): Promise<readonly Record<string, unknown>[]>
  /** Takes the lock that says "this server has an owner", until the session ends. False when another session has it. */
  tryLock(): Promise<boolean>
  /** Fulfilled when the connection is over, for whatever reason; never rejected. */
  readonly ended: Promise<void>
  /** Ends it. Idempotent, never rejects. */
  end(): Promise<void>
}

/** The advisory lock that says "this server has an owner": "taskport" in ASCII. */
export const lockKey = '8386654066729775732'

/**
 * Connects to the database `postgres`: advisory locks are one per database, and this one is always there.
 * @throws {Error} of pg, with its `code`
 */
export const openSession = async (
  { password }: Pick<Cluster, 'password'>,
  port: number,
): Promise<Session> => {
  const client = new Client({
    host: '127.0.0.1',
    port,
    user: role,
    password,
    database: 'postgres',
    application_name: 'taskport housekeeping',
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
    // What is not said here, pg takes from PGSSLMODE, PGOPTIONS and so on.
    ssl: false,
    options: '-c statement_timeout=30s -c idle_session_timeout=0',
  })
  const ended = new Promise<void>((resolve) => {
    client.once('end', () => resolve())
  })
  client.on('error', () => {}) // `end` follows
  const query = async (text: string, values: readonly string[] = []) => {
    const result = await client.query<Record<string, unknown>>(text, [...values])
    return result.rows
  }
  const end = () => client.end().catch(() => {})
  try {
    await client.connect()
  } catch (error) {
    void end()
    throw error
  }
  return {
    query,
    tryLock: async () => {
      const [row] = await query('select pg_try_advisory_lock($1::bigint) as locked', [lockKey])
      return row?.locked === true
    },
    ended,
    end,
  }
}
