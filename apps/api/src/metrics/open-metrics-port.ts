import type { Configuration } from '../configuration/configuration.js'
import type { Logger } from '../logger.js'
import { type MetricsServerOptions, serveMetrics } from './metrics-server.js'

/** Opens METRICS_PORT, if it is set. @returns what closes it; null where the figures are on the API's port */
export const openMetricsPort = async (
  { metricsPort, metricsHost }: Pick<Configuration, 'metricsPort' | 'metricsHost'>,
  expose: MetricsServerOptions['expose'],
  logger: Logger,
): Promise<(() => Promise<void>) | null> => {
  if (metricsPort === null) return null
  const { address, close } = await serveMetrics({ expose, host: metricsHost, port: metricsPort, logger })
  logger.info({ address }, 'The metrics are on a port of their own')
  return close
}
