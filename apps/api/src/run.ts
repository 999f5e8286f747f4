import cluster from 'node:cluster'
import { once } from 'node:events'
import type { Configuration } from './configuration/configuration.js'
import { configure } from './configuration/configure.js'
import { greeting } from './greeting.js'
import { createLogger, type Logger } from './logger.js'
import { type Api, start } from './start.js'
import { startFailure } from './start-failure.js'
import { longestStopMs, stopRequests } from './stop-requests.js'
import { runWorker } from './workers/run-worker.js'
import { startWorkers } from './workers/start-workers.js'
import { embeddedUrlOfWorker } from './workers/worker-environment.js'

/** Null, once it has said why: it failed, or was asked to stop meanwhile, and has closed again what it had opened. */
const tryToStart = async (
  configuration: Configuration,
  logger: Logger,
  asked: AbortSignal,
): Promise<Api | null> => {
  const begin = configuration.workers > 1 ? startWorkers : start
  try {
    return await begin(configuration, logger, asked)
  } catch (error) {
    if (asked.aborted) {
      logger.info('Stopped before it had started')
    } else {
      logger.fatal({ err: error }, `Taskport could not start. ${startFailure(error, configuration)}`)
      process.exitCode = 1
    }
    return null
  }
}

const serveUntilAsked = async (configuration: Configuration): Promise<void> => {
  const logger = await createLogger(configuration)
  const { asked, hurry } = stopRequests({ logger, limitMs: longestStopMs(configuration) })
  // Nothing is promised to anybody yet; the exit ends an embedded server as well.
  const leave = () => process.exit()
  hurry.addEventListener('abort', leave)
  const api = await tryToStart(configuration, logger, asked)
  hurry.removeEventListener('abort', leave)
  if (api === null) return
  if (!configuration.isProduction) process.stderr.write(greeting(configuration, api.address, api.place))
  if (!asked.aborted) await once(asked, 'abort')
  await api.stop(hurry)
  logger.info('Stopped')
}

/** The whole life of the process: configuration, start, and stop. */
export const run = async (): Promise<void> => {
  const configuration = configure()
  if (configuration === null) process.exitCode = 1
  else if (embeddedUrlOfWorker() !== undefined) await runWorker(configuration)
  else await serveUntilAsked(configuration)
  // The channel to whoever made this process a worker, our own primary or a process manager, would keep it alive.
  if (process.connected) cluster.worker?.disconnect()
}
