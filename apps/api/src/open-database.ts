import { type ConnectionSettings, connectionSettings, waitForDatabase } from '@taskport/adapters-postgres'
import { startEmbeddedPostgres } from '@taskport/adapters-postgres/embedded'
import type { Configuration } from './configuration/configuration.js'
import type { Logger } from './logger.js'

/** A database that answers, with how to reach it and how to leave it. */
export interface OpenDatabase {
  readonly settings: ConnectionSettings
  /** The embedded server's URL, with its password; null for a server that is not ours. */
  readonly embeddedUrl: string | null
  /** Where its data is, in words for a person. */
  readonly place: string
  /** Stops the embedded server; nothing to do for one that is not ours. */
  stop(): Promise<void>
}

/** PostgreSQL's own default. */
const fewestConnections = 100
/** For housekeeping, migrations, and a person who looks. */
const spareConnections = 20

const mostConnections = ({ workers, poolSize }: Configuration): number =>
  Math.max(fewestConnections, 2 * poolSize * workers + spareConnections)

/** Starts the embedded server, or waits for the one that is configured. The signal cuts that short, and leaves nothing running. */
export const openDatabase = async (
  configuration: Configuration,
  log: Logger,
  signal?: AbortSignal,
): Promise<OpenDatabase> => {
  const { database, dataDirectory, databaseStartLimitMs } = configuration
  if (database === null) {
    const settings = { max_connections: String(mostConnections(configuration)) }
    const server = await startEmbeddedPostgres({ directory: dataDirectory, log, settings, signal })
    const { url, directory, stop } = server
    return { settings: connectionSettings(url), embeddedUrl: url, place: directory, stop }
  }
  await waitForDatabase({ settings: database, log, limitMs: databaseStartLimitMs, signal })
  const { host, port, database: name } = database
  return { settings: database, embeddedUrl: null, place: `${name} on ${host}:${port}`, stop: async () => {} }
}
