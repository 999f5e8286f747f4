import type { Aggregator, MetricType } from '@prometheus-io/client'

/** One series of a figure. */
export interface FigureValue {
  readonly value: number
  /** The client leaves them out where there are none, whatever its types say. */
  readonly labels?: Readonly<Partial<Record<string, string | number>>>
  /** Where it is another than the figure's, like `…_bucket`. */
  readonly metricName?: string
}

/** One figure with all its series. */
export interface Figure {
  readonly name: string
  readonly help: string
  readonly type: MetricType
  /** How it is added up with that of other processes. */
  readonly aggregator: Aggregator
  readonly values: readonly FigureValue[]
}

/** All figures of a process at one moment, as they go from one process to another. */
export type Figures = readonly Figure[]

/** Tells figures from any other message; what is in each is taken from a process of our own as it is. */
export const isFigures = (value: unknown): value is Figures =>
  Array.isArray(value) &&
  value.every((one: unknown) => typeof one === 'object' && one !== null && 'name' in one && 'values' in one)

const isQuantile = ({ labels = {} }: FigureValue): boolean => 'quantile' in labels

/** Without the quantiles of summaries, which are of the last minute and cannot be added. */
export const withoutQuantiles = (figures: Figures): Figures =>
  figures.map((figure) =>
    figure.type === 'summary'
      ? { ...figure, values: figure.values.filter((value) => !isQuantile(value)) }
      : figure,
  )

/** The quantiles of summaries alone. */
export const quantilesOf = (figures: Figures): Figures =>
  figures
    .filter(({ type }) => type === 'summary')
    .map((figure) => ({ ...figure, values: figure.values.filter(isQuantile) }))

/** What has been counted since the start, and stays true when the process has ended. */
export const lasting = (figures: Figures): Figures =>
  withoutQuantiles(figures.filter(({ type }) => type !== 'gauge'))
