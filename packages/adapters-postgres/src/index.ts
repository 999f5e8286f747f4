export {
  type ConnectionSettings,
  connectionSettings,
  DatabaseUrlError,
} from './connection/connection-settings.js'
export type { DatabaseOptions } from './connection/database.js'
export type { Log } from './log.js'
export type { DatabaseLoad, DatabaseMeter, TurnedAwayCause } from './observation/database-meter.js'
export type { WorkTrace, WorkTracer } from './observation/work-tracer.js'
export { openPostgres, type Postgres } from './open-postgres.js'
export { IsolationError } from './prove-isolation.js'
export type { RequestCount, RequestCounts } from './request-counts.js'
export { appliedMigrations } from './schema/applied-migrations.js'
export { migrate } from './schema/migrate.js'
export { waitForDatabase } from './schema/wait-for-database.js'
