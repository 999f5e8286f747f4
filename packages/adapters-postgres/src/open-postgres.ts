import type { TaskRepository } from '@taskport/domain'
import { sql } from 'slonik'
import { type Database, type DatabaseOptions, openDatabase } from './connection/database.js'
import { integer, rowReader } from './connection/row.js'
import type { DatabaseLoad } from './observation/database-meter.js'
import { proveIsolation } from './prove-isolation.js'
import { postgresRequestCounts, type RequestCounts } from './request-counts.js'
import { postgresTasks } from './tasks/postgres-tasks.js'

/** The ports that PostgreSQL serves. */
export interface Postgres {
  readonly tasks: TaskRepository
  /** Counts requests, for limits that several instances share. */
  readonly requestCounts: RequestCounts
  /**
   * Resolves when the database answers; rejects with `StorageUnavailable` when it does not in time. It does not queue: a database that
   * answers is not taken for one that is away because much is asked of it.
   */
  ping(): Promise<void>
  /** Rejects with `IsolationError` when row-level security does not keep owners apart; ask before serving anybody. */
  proveIsolation(): Promise<void>
  /** How busy the way to the database is now. */
  load(): DatabaseLoad
  /** Waits for what is running, then closes all connections. */
  close(): Promise<void>
}

const one = rowReader((row) => integer(row, 0))

/** What a database serves. */
export const postgresOn = (database: Database): Postgres => ({
  tasks: postgresTasks(database),
  requestCounts: postgresRequestCounts(database),
  ping: async () => {
    await database.probe((session) => session.maybe(sql.type(one)`select 1 as one`))
  },
  proveIsolation: () => proveIsolation(database),
  load: database.load,
  close: database.close,
})

/** Opens a pool of connections to a migrated database. It connects when it is first used, and again whenever it must. */
export const openPostgres = async (options: DatabaseOptions): Promise<Postgres> =>
  postgresOn(await openDatabase(options))
