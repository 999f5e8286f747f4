import { createHttpServer } from '@taskport/adapters-http'
import { type ConnectionSettings, openPostgres } from '@taskport/adapters-postgres'
import type { Configuration } from './configuration/configuration.js'
import { wire } from './container.js'
import type { Logger } from './logger.js'
import type { SharedMetrics } from './metrics/metrics.js'
import { tokenSecrets } from './token-secrets.js'
import { openTracing } from './tracing/tracing.js'
import { letYoungGenerationGrow } from './young-generation.js'

/** What answers requests: an HTTP server that listens, and a pool behind it. */
export interface Serving {
  /** Like `http://127.0.0.1:8000`. */
  readonly address: string
  /**
   * Drains: says that it is not ready, then takes no new connections, answers what has arrived, then closes the pool. Aborting `hurry` cuts the connections that
   * are still open.
   */
  stop(hurry: AbortSignal): Promise<void>
}

/** Serves a database that is prepared; what was opened is closed again, in reverse, when a later step fails. */
export const serve = async (
  configuration: Configuration,
  settings: ConnectionSettings,
  logger: Logger,
  metrics: SharedMetrics,
): Promise<Serving> => {
  await using opened = new AsyncDisposableStack()

  const secrets = await tokenSecrets(configuration)

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

  const { httpServerOptions } = wire({ configuration, secrets, postgres, logger, metrics, tracing })
  const hurried = new AbortController()
  const leaveTaking = { ms: configuration.shutdownDelayMs, hurry: hurried.signal }
  const server = await createHttpServer({ ...httpServerOptions, leaveTaking })
  opened.defer(() => server.close())
  const address = await server.listen({ host: configuration.host, port: configuration.port })
  letYoungGenerationGrow()

  const closing = opened.move()
  return {
    address,
    stop: async (hurry) => {
      const cut = () => {
        hurried.abort()
        server.server.closeAllConnections()
      }
      if (hurry.aborted) cut()
      hurry.addEventListener('abort', cut)
      await closing.disposeAsync()
    },
  }
}
