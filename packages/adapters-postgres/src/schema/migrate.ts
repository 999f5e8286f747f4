import { Socket } from 'node:net'
import { fileURLToPath } from 'node:url'
import { runner } from 'node-pg-migrate'
import { Client } from 'pg'
import { type ConnectionSettings, withoutPooler } from '../connection/connection-settings.js'
import type { Log } from '../log.js'
import { takeMigrationLock } from './migration-lock.js'

const directory = fileURLToPath(new URL('../../migrations', import.meta.url))

/** Where a database says which migrations it has. */
export const migrationsTable = 'taskport_migrations'

const connectionTimeoutMs = 30_000

/** Gives `work` a connection of its own, which the signal cuts. */
const connected = async <T>(
  settings: ConnectionSettings,
  signal: AbortSignal,
  work: (client: Client) => Promise<T>,
): Promise<T> => {
  const socket = new Socket()
  const client = new Client({
    ...settings,
    stream: () => socket,
    application_name: 'taskport migrations',
    connectionTimeoutMillis: connectionTimeoutMs,
    keepAlive: true,
  })
  // A connection that breaks between two statements fails the next one.
  client.on('error', () => {})
  const cut = () => {
    socket.destroy()
  }
  signal.addEventListener('abort', cut)
  try {
    signal.throwIfAborted()
    await client.connect()
    return await work(client)
  } finally {
    signal.removeEventListener('abort', cut)
    await client.end()
  }
}

/**
 * Lets the server look once a second whether we are still there: the statement of a process that was killed, or cut short, would
 * otherwise go on, and hold its locks against whoever migrates next. Servers on Windows cannot and refuse the setting.
 */
const endWithUs = (client: Client): Promise<unknown> =>
  client.query("set client_connection_check_interval = '1s'").catch(() => {})

const apply = async (client: Client, log: Log): Promise<void> => {
  const applied = await runner({
    dbClient: client,
    dir: directory,
    direction: 'up',
    migrationsTable,
    // Ours: see migration-lock.ts.
    noLock: true,
    logger: {
      info: () => {},
      warn: (message) => log.warn({}, message),
      // It has the whole statement in it; what went wrong is what the migration is rejected with.
      error: () => {},
    },
  })
  if (applied.length > 0)
    log.info({ migrations: applied.map(({ name }) => name) }, 'Database schema brought up to date')
}

/**
 * Brings the database's schema up to this version, each migration in a transaction of its own; several instances may start
 * at once. On Neon it goes past the pooler, to the direct host. Rejects with pg's error when a migration fails; those before
 * it stay. The signal cuts it short: it then rejects with the signal's reason, and the server undoes the migration under way.
 */
export const migrate = async ({
  settings,
  log,
  signal = new AbortController().signal,
}: {
  readonly settings: ConnectionSettings
  readonly log: Log
  readonly signal?: AbortSignal | undefined
}): Promise<void> => {
  const direct = withoutPooler(settings)
  const migrating = connected(direct, signal, async (holder) => {
    await takeMigrationLock(holder, log, signal)
    await connected(direct, signal, async (client) => {
      await endWithUs(client)
      // Without the lock, another instance may begin with what this one has not ended.
      holder.once('end', () => void client.end())
      await apply(client, log)
    })
  })
  await migrating.catch((error: unknown) => {
    signal.throwIfAborted()
    throw error
  })
}
