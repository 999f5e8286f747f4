import { type Aggregator, Registry } from '@prometheus-io/client'
import type { Exposition } from '@taskport/adapters-http'
import { type Figures, quantilesOf, withoutQuantiles } from './figures.js'

/**
 * Where the client's own choice hides what is to be seen: an average with a process that is idle, which the primary mostly is. Of each of
 * these the worst process is told.
 */
const otherwise: ReadonlyMap<string, Aggregator> = new Map([
  ['nodejs_eventloop_lag_seconds', 'max'],
  ['nodejs_eventloop_lag_mean_seconds', 'max'],
  ['nodejs_eventloop_lag_stddev_seconds', 'max'],
  ['nodejs_eventloop_lag_p50_seconds', 'max'],
  ['nodejs_eventloop_lag_p90_seconds', 'max'],
  ['nodejs_eventloop_lag_p99_seconds', 'max'],
  ['process_start_time_seconds', 'min'],
])

const aggregated = (all: readonly Figures[]): Promise<Figures> =>
  Registry.aggregate([...all]).getMetricsAsJSON()

/** The figures of several processes as if they were one: each by its own rule, and of quantiles the highest. */
export const addUp = async (all: readonly Figures[]): Promise<Figures> => {
  const sums = await aggregated(
    all.map((figures) =>
      withoutQuantiles(figures).map((figure) => ({
        ...figure,
        aggregator: otherwise.get(figure.name) ?? figure.aggregator,
      })),
    ),
  )
  const highest = await aggregated(
    all.map((figures) => quantilesOf(figures).map((figure) => ({ ...figure, aggregator: 'max' }))),
  )
  const quantiles = new Map(highest.map(({ name, values }) => [name, values]))
  return sums.map((figure) => ({
    ...figure,
    values: [...(quantiles.get(figure.name) ?? []), ...figure.values],
  }))
}

/** Writes figures in Prometheus's text format. */
export const written = async (figures: Figures): Promise<Exposition> => {
  const registry = Registry.aggregate([figures])
  return { contentType: registry.contentType, text: await registry.metrics() }
}
