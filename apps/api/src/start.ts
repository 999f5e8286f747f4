import { createHttpServer } from '@taskport/adapters-http'
import { migrate, openPostgres } from '@taskport/adapters-postgres'
import type { Configuration } from './configuration/configuration.js'
import { wire } from './container.js'
import type { Logger } from './logger.js'
import { createMetrics } from './metrics/metrics.js'
import { serveMetrics } from './metrics/metrics-server.js'
import { openDatabase } from './open-database.js'
import { startRegularPurge } from './regular-purge.js'
import { remindOperator } from './remind-operator.js'
import { tokenSecrets } from './token-secrets.js'
import { openTracing } from './tracing/tracing.js'

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

/** Opens everything in order; what was opened is closed again, in reverse, when a later step fails. */
export const start = async (configuration: Configuration, logger: Logger): Promise<Api> => {
  await using opened = new AsyncDisposableStack()

  const secrets = await tokenSecrets(configuration)

  const database = await openDatabase(configuration, logger)
  opened.defer(database.stop)
  const { settings, place } = database
  await migrate({ settings, log: logger })

  const metrics = createMetrics()
  const tracing = await openTracing(configuration, logger)
  if (tracing !== null) opened.defer(tracing.shutdown)
  const { poolSize, databaseDeadlineMs: deadlineMs } = configuration
  const postgres = await openPostgres({
    settings,
    poolSize,
    deadlineMs,
    meter: metrics.database.meter,
    tracer: tracing?.work,
  })
  opened.defer(postgres.close)
  metrics.database.watch(postgres.load)
  await postgres.proveIsolation()

  const { metricsPort, metricsHost } = configuration
  if (metricsPort !== null) {
    const figures = await serveMetrics({
      expose: metrics.expose,
      host: metricsHost,
      port: metricsPort,
      logger,
    })
    opened.defer(figures.close)
    logger.info({ address: figures.address }, 'The metrics are on a port of their own')
  }

  const { useCases, httpServerOptions } = wire({ configuration, secrets, postgres, logger, metrics, tracing })
  const server = await createHttpServer(httpServerOptions)
  opened.defer(() => server.close())
  const address = await server.listen({ host: configuration.host, port: configuration.port })

  remindOperator(configuration, logger)

  const purge = startRegularPurge(useCases.purgeTrash, {
    days: configuration.trashDays,
    logger,
    meter: metrics.trash,
  })
  // At once, so that no purge keeps the server from telling that it is leaving.
  opened.defer(async () => {
    await Promise.all([purge.stop(), server.close()])
  })

  const closing = opened.move()
  return {
    address,
    place,
    stop: async (hurry) => {
      hurry.addEventListener('abort', () => server.server.closeAllConnections())
      await closing.disposeAsync()
    },
  }
}
