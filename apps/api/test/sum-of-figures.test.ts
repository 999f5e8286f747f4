import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Counter, Gauge, Histogram, Registry, Summary } from '@prometheus-io/client'
import { type Figures, isFigures, lasting } from '../src/metrics/figures.js'
import { createMetrics } from '../src/metrics/metrics.js'
import { addUp, written } from '../src/metrics/sum-of-figures.js'
import { parseExposition } from './support/metrics/exposition.js'

/** As it arrives from another process. */
const sent = (figures: Figures): Figures => {
  const received: unknown = JSON.parse(JSON.stringify(figures))
  assert.ok(isFigures(received))
  return received
}

const processThatSaw = async (seconds: readonly number[]): Promise<Figures> => {
  const registers = [new Registry()]
  const count = new Counter({ name: 'x_total', help: 'x', labelNames: ['route'], registers })
  const durations = new Histogram({ name: 'x_seconds', help: 'x', buckets: [1, 2], registers })
  const summary = new Summary({ name: 'x_ratio', help: 'x', percentiles: [0.5], registers })
  const load = new Gauge({ name: 'x_running', help: 'x', registers })
  const highest = new Gauge({ name: 'x_highest', help: 'x', aggregator: 'max', registers })
  const started = new Gauge({
    name: 'process_start_time_seconds',
    help: 'x',
    aggregator: 'omit',
    registers,
  })
  for (const one of seconds) {
    count.inc({ route: `/${one}` })
    durations.observe(one)
    summary.observe(one)
  }
  load.set(seconds.length)
  highest.set(Math.max(...seconds))
  started.set(Math.min(...seconds))
  const [registry] = registers
  return registry === undefined ? [] : sent(await registry.getMetricsAsJSON())
}

const samplesOf = async (figures: Figures): Promise<Record<string, number>> => {
  const families = parseExposition((await written(figures)).text)
  return Object.fromEntries(
    families.flatMap(({ samples }) =>
      samples.map(({ name, labels, value }) => [[name, ...Object.values(labels)].join(' '), value]),
    ),
  )
}

test('Counts and loads are summed, of quantiles and extremes the outermost is told', async () => {
  const sum = await addUp(await Promise.all([[0.5, 1.5], [7, 7, 7], [1.5]].map(processThatSaw)))
  assert.deepEqual(await samplesOf(sum), {
    'x_total /0.5': 1,
    'x_total /1.5': 2,
    'x_total /7': 3,
    'x_seconds_bucket 1': 1,
    'x_seconds_bucket 2': 3,
    'x_seconds_bucket +Inf': 6,
    x_seconds_sum: 24.5,
    x_seconds_count: 6,
    'x_ratio 0.5': 7,
    x_ratio_sum: 24.5,
    x_ratio_count: 6,
    x_running: 6,
    x_highest: 7,
    process_start_time_seconds: 0.5,
  })
})

test('Of a process that has ended there remains what it counted, and nothing that is of a moment', async () => {
  const counted = lasting(await processThatSaw([1.5]))
  assert.deepEqual(await samplesOf(counted), {
    'x_total /1.5': 1,
    'x_seconds_bucket 1': 0,
    'x_seconds_bucket 2': 1,
    'x_seconds_bucket +Inf': 1,
    x_seconds_sum: 1.5,
    x_seconds_count: 1,
    x_ratio_sum: 1.5,
    x_ratio_count: 1,
  })
  const sum = await addUp([await processThatSaw([0.5]), counted])
  assert.equal((await samplesOf(sum)).x_running, 1)
  assert.equal((await samplesOf(sum)).x_ratio_count, 2)
})

test('The figures of one process alone have the same names, kinds and series when they are added up', async () => {
  const metrics = createMetrics()
  metrics.http.requestBegan()
  metrics.http.requestEnded({ method: 'GET', route: '/api/tasks', status: 200, seconds: 0.02 })
  const parse = (text: string) =>
    parseExposition(text).map(({ name, type, help, samples }) => ({
      name,
      type,
      help,
      samples: samples
        .map((sample) => JSON.stringify([sample.name, Object.entries(sample.labels).sort()]))
        .sort(),
    }))
  const alone = parse((await metrics.expose()).text)
  const added = parse((await written(await addUp([sent(await metrics.figures()), []]))).text)
  assert.ok(alone.length > 40)
  assert.deepEqual(added, alone)
})
