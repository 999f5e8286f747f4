import { type Database, type DatabaseOptions, openDatabase } from '../connection/database.js'
import type { Session } from '../connection/session.js'
import { type Postgres, postgresOn } from '../open-postgres.js'
import { runSql } from './run-sql.js'

const ofOwner = /(?:\w+\.)?user_id = (\$slonik_\d+)(?:::text)?/g

/** @throws {Error} for a statement that names no owner, so that nothing is thought to be stripped that is not */
const bare = <Query extends { readonly sql: string }>(query: Query): Query => {
  const stripped = query.sql.replaceAll(ofOwner, '$1::text is not null')
  if (stripped !== query.sql || /insert into/.test(stripped)) return { ...query, sql: stripped }
  throw new Error(`A statement without an owner predicate: ${query.sql}`)
}

const barely = ({ all, maybe }: Session): Session => ({
  all: (query) => all(bare(query)),
  maybe: (query) => maybe(bare(query)),
})

/** The same database, with every owner predicate taken out of what is asked of it: only the policies are left. */
export const withoutPredicates = (database: Database): Database => ({
  ...database,
  run: (ownerId, work) => database.run(ownerId, (session) => work(barely(session))),
  runApart: (ownerId, work) => database.runApart(ownerId, (session) => work(barely(session))),
})

/** The ports on a database that is asked without owner predicates. */
export const openPostgresWithoutPredicates = async (options: DatabaseOptions): Promise<Postgres> =>
  postgresOn(withoutPredicates(await openDatabase(options)))

/** Switches row-level security off in a test's database: only the predicates are left. */
export const withoutPolicies = async (url: string): Promise<void> => {
  await runSql(
    url,
    'alter table tasks disable row level security; alter table owners disable row level security',
  )
}
