import { type Configuration, readConfiguration } from './configuration/configuration.js'
import { ConfigurationError } from './configuration/configuration-error.js'
import { loadEnvironment } from './configuration/environment.js'
import { greeting } from './greeting.js'
import { createLogger, type Logger } from './logger.js'
import { type Api, start } from './start.js'
import { untilStopped } from './until-stopped.js'

/** Null, once it has said what is wrong. */
const configure = (): Configuration | null => {
  try {
    return readConfiguration(loadEnvironment())
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error
    process.stderr.write(`${error.message}\n`)
    return null
  }
}

/** Null, once it has said why. */
const tryToStart = async (configuration: Configuration, logger: Logger): Promise<Api | null> => {
  try {
    return await start(configuration, logger)
  } catch (error) {
    logger.fatal({ err: error }, 'Taskport could not start')
    return null
  }
}

const serve = async (configuration: Configuration): Promise<boolean> => {
  const logger = await createLogger(configuration)
  const api = await tryToStart(configuration, logger)
  if (api === null) return false
  if (!configuration.isProduction) process.stderr.write(greeting(configuration, api.address, api.place))
  await untilStopped({ api, logger, limitMs: configuration.shutdownLimitMs })
  return true
}

/** The whole life of the process: configuration, start, and stop. */
export const run = async (): Promise<void> => {
  const configuration = configure()
  const hasServed = configuration !== null && (await serve(configuration))
  if (!hasServed) process.exitCode = 1
}
