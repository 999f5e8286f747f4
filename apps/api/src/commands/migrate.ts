import { migrate } from '@taskport/adapters-postgres'
import { readConfiguration } from '../configuration/configuration.js'
import { loadEnvironment } from '../configuration/environment.js'
import { createLogger } from '../logger.js'
import { openDatabase } from '../open-database.js'

// The API does this at every start; on its own it serves deployments that change the schema before the first new instance.
const configuration = readConfiguration(loadEnvironment())
const logger = await createLogger(configuration)
const database = await openDatabase(configuration, logger)
try {
  await migrate({ settings: database.settings, log: logger })
  logger.info({ data: database.place }, 'The schema is up to date')
} finally {
  await database.stop()
}
