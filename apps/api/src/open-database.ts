import { type ConnectionSettings, connectionSettings, waitForDatabase } from '@taskport/adapters-postgres'
import { startEmbeddedPostgres } from '@taskport/adapters-postgres/embedded'
import type { Configuration } from './configuration/configuration.js'
import type { Logger } from './logger.js'

/** A database that answers, with how to reach it and how to leave it. */
export interface OpenDatabase {
  readonly settings: ConnectionSettings
  /** Where its data is, in words for a person. */
  readonly place: string
  /** Stops the embedded server; nothing to do for one that is not ours. */
  stop(): Promise<void>
}

/** Starts the embedded server, or waits for the one that is configured. */
export const openDatabase = async (
  { database, dataDirectory, databaseStartLimitMs }: Configuration,
  log: Logger,
): Promise<OpenDatabase> => {
  if (database === null) {
    const server = await startEmbeddedPostgres({ directory: dataDirectory, log })
    return { settings: connectionSettings(server.url), place: server.directory, stop: server.stop }
  }
  await waitForDatabase({ settings: database, log, limitMs: databaseStartLimitMs })
  const { host, port, database: name } = database
  return { settings: database, place: `${name} on ${host}:${port}`, stop: async () => {} }
}
