import { Counter, collectDefaultMetrics, Gauge, Registry } from '@prometheus-io/client'
import type { Exposition, HttpMeter } from '@taskport/adapters-http'
import { version } from '../version.js'
import { type DatabaseMetrics, databaseMetrics } from './database-metrics.js'
import type { Figures } from './figures.js'
import { httpMetrics } from './http-metrics.js'
import { type TrashMeter, trashMetrics } from './trash-metrics.js'

/** Between two looks at how busy the event loop is, in milliseconds; the client's own is a tenth of it, and costs ten times as much. */
const utilizationIntervalMs = 1_000

/** Between two samples of the event loop's delay, in milliseconds. */
const delayResolutionMs = 20

/** All figures of this process, and those who are told what to count. */
export interface Metrics {
  readonly http: HttpMeter
  readonly database: DatabaseMetrics
  readonly trash: TrashMeter
  /** The keys of BETTER_AUTH_URL could not be fetched. */
  keysNotFetched(): void
  /** The figures at this moment, in Prometheus's text format. */
  expose(): Promise<Exposition>
  /** The same, to be added up with those of other processes. */
  figures(): Promise<Figures>
}

/** The same where the figures told are those of all processes, which may not be to be had. */
export interface SharedMetrics extends Omit<Metrics, 'expose'> {
  expose(): Promise<Exposition | null>
}

/** The Prometheus client's registry: one for the process, made at its start. */
export const createMetrics = (): Metrics => {
  const registry = new Registry()
  collectDefaultMetrics({
    register: registry,
    eventLoopMonitoringPrecision: delayResolutionMs,
    eventLoopUtilizationTimeout: utilizationIntervalMs,
  })
  const build = new Gauge({
    name: 'taskport_build_info',
    help: 'What runs here; always 1.',
    labelNames: ['version', 'node'] as const,
    aggregator: 'first',
    registers: [registry],
  })
  build.set({ version, node: process.version }, 1)
  const keyFetchFailures = new Counter({
    name: 'taskport_auth_key_fetch_failures_total',
    help: 'Times that the keys of BETTER_AUTH_URL could not be fetched; those from before go on being used.',
    registers: [registry],
  })
  return {
    http: httpMetrics(registry),
    database: databaseMetrics(registry),
    trash: trashMetrics(registry),
    keysNotFetched: () => keyFetchFailures.inc(),
    expose: async () => ({ contentType: registry.contentType, text: await registry.metrics() }),
    figures: () => registry.getMetricsAsJSON(),
  }
}
