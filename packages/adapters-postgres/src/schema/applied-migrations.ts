import { Client } from 'pg'
import { type ConnectionSettings, withoutPooler } from '../connection/connection-settings.js'
import { migrationsTable } from './migrate.js'

const limitMs = 2_000

/** The names of the migrations that a database has, in their order, none where it has none; null when it does not say so within 2 s. */
export const appliedMigrations = async (settings: ConnectionSettings): Promise<readonly string[] | null> => {
  const client = new Client({
    ...withoutPooler(settings),
    application_name: 'taskport migrations',
    connectionTimeoutMillis: limitMs,
    query_timeout: limitMs,
  })
  client.on('error', () => {})
  try {
    await client.connect()
    const { rows: there } = await client.query('select where to_regclass($1) is not null', [migrationsTable])
    if (there.length === 0) return []
    const { rows } = await client.query<{ name: string }>(`select name from ${migrationsTable} order by id`)
    return rows.map(({ name }) => name)
  } catch {
    return null
  } finally {
    void client.end().catch(() => {})
  }
}
