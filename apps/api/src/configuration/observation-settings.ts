import type { EnvironmentReader } from './environment-reader.js'
import { readTracingSettings, type TracingSettings } from './tracing-settings.js'

/** Where an operator sees what the process does. */
export interface ObservationSettings {
  /** Null: `GET /metrics` is answered on the port of the API. */
  readonly metricsPort: number | null
  /** The address that the port of the metrics is opened on. */
  readonly metricsHost: string
  /** Null: nothing is traced. */
  readonly tracing: TracingSettings | null
}

interface Circumstances {
  readonly host: string
  readonly port: number
}

/** Notes what is wrong with the variables. */
export const readObservationSettings = (
  reader: EnvironmentReader,
  { host, port }: Circumstances,
): ObservationSettings => {
  const isOwnPort = reader.text('METRICS_PORT') !== undefined
  const metricsPort = reader.integer('METRICS_PORT', { min: 0, max: 65_535, otherwise: 0 })
  if (isOwnPort && metricsPort === port && port !== 0) {
    reader.problem(
      `METRICS_PORT must be another port than PORT, or absent for the metrics to be on ${port} too.`,
    )
  }
  return {
    metricsPort: isOwnPort ? metricsPort : null,
    metricsHost: reader.text('METRICS_HOST') ?? host,
    tracing: readTracingSettings(reader),
  }
}
