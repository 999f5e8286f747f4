import { StorageUnavailable } from '@taskport/domain'
import type { Configuration } from './configuration/configuration.js'
import { ConfigurationError } from './configuration/configuration-error.js'

const codeOf = (error: unknown): unknown =>
  error instanceof Error && 'code' in error ? error.code : undefined

/** SQLSTATE `read_only_sql_transaction`: a standby, or a server that is set so. */
const isReadOnly = (error: unknown): boolean =>
  codeOf(error) === '25006' ||
  (error instanceof Error && error.cause !== undefined && isReadOnly(error.cause))

/** In a worker, whose primary does it, it is called `bind`. */
const isOfListening = (error: unknown): boolean =>
  error instanceof Error && 'syscall' in error && (error.syscall === 'listen' || error.syscall === 'bind')

/**
 * SQLSTATE of a server that knows no such user, password or database (PostgreSQL, appendix A); a pooler has 08P01 for all of that, and
 * only when it is that does the error come here as it is.
 */
const isRefusal = (code: unknown): boolean => typeof code === 'string' && /^(28...|3D000|08P01)$/.test(code)

const portOf = (error: unknown): unknown =>
  error instanceof Error && 'port' in error ? error.port : undefined

/** What was to be listened on, as Node tells, and the variables that say so. */
const listener = (error: unknown, { host, port, metricsHost, metricsPort }: Configuration) =>
  metricsPort !== null && portOf(error) === metricsPort
    ? { host: metricsHost, port: metricsPort, hostVariable: 'METRICS_HOST', portVariable: 'METRICS_PORT' }
    : { host, port, hostVariable: 'HOST', portVariable: 'PORT' }

const listenFailure = (error: unknown, configuration: Configuration): string | null => {
  const { host, port, hostVariable, portVariable } = listener(error, configuration)
  switch (codeOf(error)) {
    case 'EADDRINUSE':
      return `Port ${port} on ${host} is in use: stop the program that uses it, or choose another with ${portVariable}.`
    case 'EACCES':
      return `Port ${port} is not for every user to listen on: choose one above 1023 with ${portVariable}.`
    case 'EADDRNOTAVAIL':
      return `This machine has no address ${host}: choose one that it has with ${hostVariable}.`
    default:
      return null
  }
}

/** Why the start failed and, where that is known, what to do about it, in words for a person. */
export const startFailure = (error: unknown, configuration: Configuration): string => {
  if (error instanceof ConfigurationError) return error.problems.join(' ')
  const reason = error instanceof Error ? error.message : String(error)
  const code = codeOf(error)
  const { database, databaseStartLimitMs } = configuration
  if (isOfListening(error)) return listenFailure(error, configuration) ?? reason
  if (database === null) return reason
  const place = `The database ${database.database} on ${database.host}:${database.port}`
  if (isReadOnly(error)) {
    return `${place} can only be read from (${reason}), so it cannot be migrated, nor can it be proved that users are kept apart: point NEON_DB_URL at the primary, or start again once this is one.`
  }
  if (error instanceof StorageUnavailable) {
    const seconds = databaseStartLimitMs / 1_000
    return `${place} did not answer within ${seconds} s (${reason}): see that it runs and that NEON_DB_URL is right, or allow it more time with DB_START_LIMIT_S.`
  }
  if (isRefusal(code)) return `${place} refuses the login (${reason}): correct NEON_DB_URL.`
  return reason
}
