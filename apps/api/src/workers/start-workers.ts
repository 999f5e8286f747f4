import cluster from 'node:cluster'
import type { Configuration } from '../configuration/configuration.js'
import { ConfigurationError } from '../configuration/configuration-error.js'
import type { Logger } from '../logger.js'
import { createMetrics } from '../metrics/metrics.js'
import { openMetricsPort } from '../metrics/open-metrics-port.js'
import { prepare } from '../prepare.js'
import type { Api } from '../start.js'
import { longestStopMs } from '../stop-requests.js'
import { gatherFigures } from './gather-figures.js'
import { openWorkers, type Workers } from './open-workers.js'
import { workerEnvironment } from './worker-environment.js'

const startLimitMs = 60_000
const hurryLimitMs = 2_000

/** On SIGUSR2, which Windows does not have. */
const renewWhenAsked = (workers: Workers, logger: Logger): Disposable => {
  const renew = async () => {
    logger.info('Replacing the workers one after the other')
    try {
      await workers.renew()
      logger.info('The workers are replaced')
    } catch (error) {
      logger.error({ err: error }, 'The workers are not all replaced: those that are left go on')
    }
  }
  const begin = () => void renew()
  process.on('SIGUSR2', begin)
  return { [Symbol.dispose]: () => void process.off('SIGUSR2', begin) }
}

/**
 * Opens what there is one of in this process, and workers that serve. The signal cuts that short; what was opened is closed again,
 * in reverse, then and when a later step fails.
 */
export const startWorkers = async (
  configuration: Configuration,
  logger: Logger,
  signal: AbortSignal,
): Promise<Api> => {
  if (!cluster.isPrimary) {
    throw new ConfigurationError([
      'WORKERS is for a process that may start others; this one is itself a worker of a process manager: set WORKERS=1, or start it without.',
    ])
  }
  await using opened = new AsyncDisposableStack()

  const metrics = createMetrics()
  const database = await prepare(configuration, logger, metrics, signal)
  opened.defer(database.stop)

  const figures = opened.use(gatherFigures(metrics, logger))
  const closeMetrics = await openMetricsPort(configuration, figures.expose, logger)
  if (closeMetrics !== null) opened.defer(closeMetrics)

  const workers = await openWorkers({
    count: configuration.workers,
    environment: workerEnvironment(database.embeddedUrl),
    logger,
    startLimitMs,
    drainLimitMs: longestStopMs(configuration),
    hurryLimitMs,
    signal,
  })
  opened.use(renewWhenAsked(workers, logger))

  const closing = opened.move()
  return {
    address: workers.address,
    place: database.place,
    stop: async (hurry) => {
      await workers.stop(hurry)
      await closing.disposeAsync()
    },
  }
}
