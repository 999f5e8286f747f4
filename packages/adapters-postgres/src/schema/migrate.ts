import { fileURLToPath } from 'node:url'
import { runner } from 'node-pg-migrate'
import { Client } from 'pg'
import { type ConnectionSettings, withoutPooler } from '../connection/connection-settings.js'
import type { Log } from '../log.js'

const directory = fileURLToPath(new URL('../../migrations', import.meta.url))

/** Any number that no other program uses for its advisory lock: "taskport" in ASCII. */
const lockKey = 0x7461736b706f7274n

const connect = async (settings: ConnectionSettings): Promise<Client> => {
  const client = new Client({ ...settings, application_name: 'taskport migrations' })
  await client.connect()
  return client
}

/**
 * Holds a lock of the whole database while `work` runs; a second holder waits. It belongs to an open transaction rather than
 * to a session, so that it holds through a pooler as well.
 */
const locked = async <T>(settings: ConnectionSettings, work: () => Promise<T>): Promise<T> => {
  const holder = await connect(settings)
  try {
    await holder.query('begin')
    await holder.query(`select pg_advisory_xact_lock(${lockKey})`)
    return await work()
  } finally {
    await holder.end()
  }
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
  return locked(direct, async () => {
    const client = await connect(direct)
    try {
      const applied = await runner({
        dbClient: client,
        dir: directory,
        direction: 'up',
        migrationsTable: 'taskport_migrations',
        noLock: true,
        logger: {
          info: () => {},
          warn: (message) => log.warn({}, message),
          error: (message) => log.error({}, message),
        },
      })
      if (applied.length > 0)
        log.info({ migrations: applied.map(({ name }) => name) }, 'Database schema brought up to date')
    } finally {
      await client.end()
    }
  })
}
