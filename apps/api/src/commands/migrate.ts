import { migrate } from '@taskport/adapters-postgres'
import type { Configuration } from '../configuration/configuration.js'
import { configure } from '../configuration/configure.js'
import { createLogger, type Logger } from '../logger.js'
import { openDatabase } from '../open-database.js'
import { startFailure } from '../start-failure.js'

const migrateDatabase = async (configuration: Configuration, logger: Logger): Promise<void> => {
  const database = await openDatabase(configuration, logger)
  try {
    await migrate({ settings: database.settings, log: logger })
    logger.info({ data: database.place }, 'The schema is up to date')
  } finally {
    await database.stop()
  }
}

// The API does this at every start; on its own it serves deployments that change the schema before the first new instance.
const configuration = configure()
if (configuration === null) {
  process.exitCode = 1
} else {
  const logger = await createLogger(configuration)
  try {
    await migrateDatabase(configuration, logger)
  } catch (error) {
    logger.fatal(
      { err: error },
      `The schema could not be brought up to date. ${startFailure(error, configuration)}`,
    )
    process.exitCode = 1
  }
}
