import { appliedMigrations, migrate } from '@taskport/adapters-postgres'
import type { Configuration } from '../configuration/configuration.js'
import { configure } from '../configuration/configure.js'
import { createLogger, type Logger } from '../logger.js'
import { openDatabase } from '../open-database.js'
import { onReasonToStop } from '../reasons-to-stop.js'
import { startFailure } from '../start-failure.js'

/** Rejects with the signal's reason once that says stop, and says what state that leaves the schema in. */
const migrateDatabase = async (
  configuration: Configuration,
  logger: Logger,
  asked: AbortSignal,
): Promise<void> => {
  const database = await openDatabase(configuration, logger, asked).catch((error: unknown) => {
    if (asked.aborted) logger.warn('Stopped before anything was migrated: the schema is as it was')
    throw error
  })
  try {
    await migrate({ settings: database.settings, log: logger, signal: asked })
    logger.info({ data: database.place }, 'The schema is up to date')
  } catch (error) {
    if (asked.aborted) {
      const applied = await appliedMigrations(database.settings)
      logger.warn(
        { applied },
        'Stopped: migrations that are done stay, one that was under way is undone; run it again to go on',
      )
    }
    throw error
  } finally {
    await database.stop()
  }
}

/** Aborted at the first reason to stop; a second ends the process at once, which the server takes for the same. */
const untilStopped = (logger: Logger): AbortSignal => {
  const asked = new AbortController()
  onReasonToStop((reason) => {
    if (asked.signal.aborted) process.exit(1)
    logger.info({ reason }, 'Stopping: what is under way is undone')
    asked.abort()
  })
  return asked.signal
}

// The API does this at every start; on its own it serves deployments that change the schema before the first new instance.
const configuration = configure()
if (configuration === null) {
  process.exitCode = 1
} else {
  const logger = await createLogger(configuration)
  const asked = untilStopped(logger)
  try {
    await migrateDatabase(configuration, logger, asked)
  } catch (error) {
    // Whoever goes on by the exit code must not take the schema for up to date.
    process.exitCode = 1
    if (!asked.aborted)
      logger.fatal(
        { err: error },
        `The schema could not be brought up to date. ${startFailure(error, configuration)}`,
      )
  }
}
