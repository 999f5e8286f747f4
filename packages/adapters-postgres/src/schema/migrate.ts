import { fileURLToPath } from 'node:url'
import { runner } from 'node-pg-migrate'
import { Client } from 'pg'
import { type ConnectionSettings, withoutPooler } from '../connection/connection-settings.js'
import type { Log } from '../log.js'
import { takeMigrationLock } from './migration-lock.js'

const directory = fileURLToPath(new URL('../../migrations', import.meta.url))

const connectionTimeoutMs = 30_000

/** Gives `work` a connection of its own. */
const connected = async <T>(
  settings: ConnectionSettings,
  work: (client: Client) => Promise<T>,
): Promise<T> => {
  const client = new Client({
    ...settings,
    application_name: 'taskport migrations',
    connectionTimeoutMillis: connectionTimeoutMs,
    keepAlive: true,
  })
  // A connection that breaks between two statements fails the next one.
  client.on('error', () => {})
  try {
    await client.connect()
    return await work(client)
  } finally {
    await client.end()
  }
}

const apply = async (client: Client, log: Log): Promise<void> => {
  const applied = await runner({
    dbClient: client,
    dir: directory,
    direction: 'up',
    migrationsTable: 'taskport_migrations',
    // Ours: see migration-lock.ts.
    noLock: true,
    logger: {
      info: () => {},
      warn: (message) => log.warn({}, message),
      error: (message) => log.error({}, message),
    },
  })
  if (applied.length > 0)
    log.info({ migrations: applied.map(({ name }) => name) }, 'Database schema brought up to date')
}

/**
 * Brings the database's schema up to this version, each migration in a transaction of its own; several instances may start
 * at once. On Neon it goes past the pooler, to the direct host. Rejects with pg's error when a migration fails; those before
 * it stay.
 */
export const migrate = ({
  settings,
  log,
}: {
  readonly settings: ConnectionSettings
  readonly log: Log
}): Promise<void> => {
  const direct = withoutPooler(settings)
  return connected(direct, async (holder) => {
    await takeMigrationLock(holder, log)
    await connected(direct, async (client) => {
      // Without the lock, another instance may begin with what this one has not ended.
      holder.once('end', () => void client.end())
      await apply(client, log)
    })
  })
}
