import { Counter, Gauge, Histogram, type Registry } from '@prometheus-io/client'

/** Makes figures of which this registry tells. */
export const figuresIn = (registry: Registry) => {
  const registers = [registry]
  return {
    counter: <const Label extends string = never>(
      name: string,
      help: string,
      ...labelNames: readonly Label[]
    ) => new Counter<Label>({ name, help, labelNames, registers }),

    /** Of what was counted elsewhere: `count` is called before each reading, and adds what has come since the last. */
    lateCounter: <const Label extends string>(
      name: string,
      help: string,
      count: (counter: Counter<Label>) => void,
      ...labelNames: readonly Label[]
    ): void => {
      const counter: Counter<Label> = new Counter<Label>({
        name,
        help,
        labelNames,
        registers,
        collect: () => count(counter),
      })
    },

    /** @param buckets upper bounds, smallest first */
    histogram: <const Label extends string = never>(
      name: string,
      help: string,
      buckets: readonly number[],
      ...labelNames: readonly Label[]
    ) => new Histogram<Label>({ name, help, labelNames, buckets: [...buckets], registers }),

    /** Of what is asked for whenever the figures are. */
    gauge: (name: string, help: string, read: () => number): void => {
      const gauge: Gauge = new Gauge({ name, help, registers, collect: () => gauge.set(read()) })
    },
  }
}
