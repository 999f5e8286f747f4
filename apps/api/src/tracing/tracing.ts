import type { RequestTracer } from '@taskport/adapters-http'
import type { WorkTracer } from '@taskport/adapters-postgres'
import type { Configuration } from '../configuration/configuration.js'
import type { Logger } from '../logger.js'

/** Those who are told what to trace, and the end of it. */
export interface Tracing {
  readonly request: RequestTracer
  readonly work: WorkTracer
  /** Sends what is not sent yet, for a few seconds at most, and never rejects. */
  shutdown(): Promise<void>
}

/** Null where no collector is configured: then nothing of OpenTelemetry is even loaded. */
export const openTracing = async (
  { tracing }: Pick<Configuration, 'tracing'>,
  logger: Logger,
): Promise<Tracing | null> => {
  if (tracing === null) return null
  const { startTracing } = await import('./start-tracing.js')
  return startTracing(tracing, logger)
}
