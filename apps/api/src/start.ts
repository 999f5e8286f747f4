import type { Configuration } from './configuration/configuration.js'
import type { Logger } from './logger.js'
import { createMetrics } from './metrics/metrics.js'
import { openMetricsPort } from './metrics/open-metrics-port.js'
import { prepare } from './prepare.js'
import { serve } from './serve.js'

/** A running API. */
export interface Api {
  /** Like `http://127.0.0.1:8000`. */
  readonly address: string
  /** Where the data is, in words for a person. */
  readonly place: string
  /**
   * Drains: takes no new connections, answers what has arrived, then closes the pool, and stops the embedded server last.
   * Aborting `hurry` cuts the connections that are still open.
   */
  stop(hurry: AbortSignal): Promise<void>
}

/**
 * Opens everything in order, in this process. The signal cuts that short; what was opened is closed again, in reverse, then and
 * when a later step fails.
 */
export const start = async (
  configuration: Configuration,
  logger: Logger,
  signal: AbortSignal,
): Promise<Api> => {
  await using opened = new AsyncDisposableStack()

  const metrics = createMetrics()
  const database = await prepare(configuration, logger, metrics, signal)
  opened.defer(database.stop)

  const closeMetrics = await openMetricsPort(configuration, metrics.expose, logger)
  if (closeMetrics !== null) opened.defer(closeMetrics)

  const serving = await serve(configuration, database.settings, logger, metrics)

  const closing = opened.move()
  return {
    address: serving.address,
    place: database.place,
    stop: async (hurry) => {
      await serving.stop(hurry)
      await closing.disposeAsync()
    },
  }
}
