import { once } from 'node:events'
import type { Configuration } from './configuration/configuration.js'
import { configure } from './configuration/configure.js'
import { greeting } from './greeting.js'
import { createLogger, type Logger } from './logger.js'
import { type Api, start } from './start.js'
import { startFailure } from './start-failure.js'
import { stopRequests } from './stop-requests.js'

/** Null, once it has said why. */
const tryToStart = async (configuration: Configuration, logger: Logger): Promise<Api | null> => {
  try {
    return await start(configuration, logger)
  } catch (error) {
    logger.fatal({ err: error }, `Taskport could not start. ${startFailure(error, configuration)}`)
    return null
  }
}

const serve = async (configuration: Configuration): Promise<boolean> => {
  const logger = await createLogger(configuration)
  const { asked, hurry } = stopRequests({ logger, limitMs: configuration.shutdownLimitMs })
  // Nothing is promised to anybody yet, and a start can take minutes: the exit ends an embedded server as well.
  const leave = () => process.exit()
  asked.addEventListener('abort', leave)
  const api = await tryToStart(configuration, logger)
  asked.removeEventListener('abort', leave)
  if (api === null) return false
  if (!configuration.isProduction) process.stderr.write(greeting(configuration, api.address, api.place))
  if (!asked.aborted) await once(asked, 'abort')
  await api.stop(hurry)
  logger.info('Stopped')
  return true
}

/** The whole life of the process: configuration, start, and stop. */
export const run = async (): Promise<void> => {
  const configuration = configure()
  const hasServed = configuration !== null && (await serve(configuration))
  if (!hasServed) process.exitCode = 1
}
