import type { BetterAuthOptions } from 'better-auth'
import { getMigrations } from 'better-auth/db/migration'
import pg from 'pg'

/** Where Better Auth's tables are: beside the API's, and out of its way. */
export const authSchema = 'auth'

/** Any number that nothing else in this database locks; two servers that start together take turns. */
const migrationLock = 7_215_034

/** A pool whose every session sees Better Auth's schema first, which is how Better Auth is told of one. */
export const authPool = (databaseUrl: string): pg.Pool =>
  new pg.Pool({ connectionString: databaseUrl, max: 5, options: `-c search_path=${authSchema}` })

/** Makes the schema and brings its tables up to date; changes nothing where they are. */
export const migrateAuth = async (databaseUrl: string, options: BetterAuthOptions): Promise<void> => {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [migrationLock])
    await client.query(`create schema if not exists ${authSchema}`)
    const { runMigrations } = await getMigrations(options)
    await runMigrations()
  } finally {
    await client.end()
  }
}
