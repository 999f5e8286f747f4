import { once } from 'node:events'
import { connectionSettings } from '@taskport/adapters-postgres'
import { endOrphanedServer } from '@taskport/adapters-postgres/embedded'
import type { Configuration } from '../configuration/configuration.js'
import { createLogger, type Logger } from '../logger.js'
import { createMetrics, type SharedMetrics } from '../metrics/metrics.js'
import { type Serving, serve } from '../serve.js'
import { startFailure } from '../start-failure.js'
import { longestStopMs, stopRequests } from '../stop-requests.js'
import type { Serves } from './messages.js'
import { onOrderToStop } from './order-to-stop.js'
import { shareFigures } from './share-figures.js'
import { embeddedUrlOfWorker } from './worker-environment.js'

/** Null, once it has said why. */
const tryToServe = async (
  configuration: Configuration,
  logger: Logger,
  metrics: SharedMetrics,
): Promise<Serving | null> => {
  const embeddedUrl = embeddedUrlOfWorker() ?? null
  const settings = embeddedUrl === null ? configuration.database : connectionSettings(embeddedUrl)
  try {
    if (settings === null) throw new Error('This worker was told of no database')
    return await serve(configuration, settings, logger, metrics)
  } catch (error) {
    logger.fatal({ err: error }, `Taskport could not start. ${startFailure(error, configuration)}`)
    process.exitCode = 1
    return null
  }
}

/** The whole life of a worker: it answers requests until the primary says stop, or is no more. */
export const runWorker = async (configuration: Configuration): Promise<void> => {
  const logger = await createLogger(configuration)
  const { asked, hurry } = stopRequests({
    logger,
    limitMs: longestStopMs(configuration),
    listen: onOrderToStop,
  })
  const own = createMetrics()
  const { expose, tellLast } = shareFigures(own, logger)
  const serving = await tryToServe(configuration, logger, { ...own, expose })
  if (serving === null) return
  const serves: Serves = { address: serving.address }
  if (process.connected) process.send?.(serves)
  if (!asked.aborted) await once(asked, 'abort')
  await serving.stop(hurry)
  await tellLast()
  // What the primary would have done.
  if (process.connected || embeddedUrlOfWorker() === null) return
  await endOrphanedServer({ directory: configuration.dataDirectory, log: logger })
}
