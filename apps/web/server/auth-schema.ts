import type { BetterAuthOptions } from 'better-auth'
import { getMigrations } from 'better-auth/db/migration'
import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'

/** Where Better Auth's tables are: beside the API's, and out of its way. */
export const authSchema = 'auth'

/** Any number that nothing else in this database locks; two servers that start together take turns. */
const migrationLock = 7_215_034

/**
 * Better Auth's database on this pool, with the schema's name in every statement. A session's `search_path`, which is how Better Auth
 * is told otherwise, does not live long behind a pooler in transaction mode, such as Neon's.
 */
export const authDatabase = (pool: pg.Pool) =>
  ({
    db: new Kysely<Record<string, Record<string, unknown>>>({
      dialect: new PostgresDialect({ pool }),
    }).withSchema(authSchema),
    type: 'postgres',
    transaction: true,
  }) as const

/**
 * Makes the schema and brings its tables up to date; changes nothing where they are. Better Auth looks for its tables by the
 * `search_path`, so all of it is one transaction, which a pooler leaves on one connection.
 */
export const migrateAuth = async (databaseUrl: string, options: BetterAuthOptions): Promise<void> => {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  const connection = Object.assign(client, { release: () => {} })
  try {
    await client.query('begin')
    await client.query('select pg_advisory_xact_lock($1)', [migrationLock])
    await client.query(`create schema if not exists ${authSchema}`)
    await client.query(`set local search_path to ${authSchema}`)
    const database = { connect: async () => connection, end: async () => {} }
    const { runMigrations } = await getMigrations({ ...options, database })
    await runMigrations()
    await client.query('commit')
  } finally {
    await client.end()
  }
}
