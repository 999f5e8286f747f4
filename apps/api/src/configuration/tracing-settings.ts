import type { EnvironmentReader } from './environment-reader.js'

/** OpenTelemetry's names for which requests are traced (OTEL_TRACES_SAMPLER). */
const samplers = [
  'always_on',
  'always_off',
  'traceidratio',
  'parentbased_always_on',
  'parentbased_always_off',
  'parentbased_traceidratio',
] as const

/** How traces are made and sent; where to is read by the exporter itself. */
export interface TracingSettings {
  readonly sampler: (typeof samplers)[number]
  /** For the samplers that trace a part of the requests: which part, from 0 to 1. */
  readonly ratio: number
  /** How long the collector may take for one delivery, in milliseconds. */
  readonly timeoutMs: number
  /** Between two deliveries, in milliseconds. */
  readonly delayMs: number
}

const endpoints = ['OTEL_EXPORTER_OTLP_TRACES_ENDPOINT', 'OTEL_EXPORTER_OTLP_ENDPOINT'] as const

const isHttpUrl = (text: string): boolean => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)

const readRatio = (reader: EnvironmentReader): number => {
  const text = reader.text('OTEL_TRACES_SAMPLER_ARG') ?? '1'
  const ratio = /^(\d+(\.\d+)?|\.\d+)$/.test(text) ? Number(text) : Number.NaN
  if (ratio >= 0 && ratio <= 1) return ratio
  reader.problem(`OTEL_TRACES_SAMPLER_ARG must be a number from 0 to 1; it is "${text}".`)
  return 1
}

/** Notes what is wrong with the variables. Null: nothing is traced, as no collector is named or it is switched off. */
export const readTracingSettings = (reader: EnvironmentReader): TracingSettings | null => {
  const isDisabled = reader.text('OTEL_SDK_DISABLED')?.toLowerCase() === 'true'
  if (isDisabled || reader.text('OTEL_TRACES_EXPORTER') === 'none') return null
  const named = endpoints.filter((name) => reader.text(name) !== undefined)
  if (named.length === 0) return null
  for (const name of named) {
    const url = reader.text(name) ?? ''
    if (!isHttpUrl(url)) reader.problem(`${name} must be a URL like http://collector:4318; it is "${url}".`)
  }
  for (const name of ['OTEL_EXPORTER_OTLP_TRACES_PROTOCOL', 'OTEL_EXPORTER_OTLP_PROTOCOL']) {
    reader.choice(name, ['http/protobuf'], 'http/protobuf')
  }
  return {
    sampler: reader.choice('OTEL_TRACES_SAMPLER', samplers, 'parentbased_always_on'),
    ratio: readRatio(reader),
    timeoutMs: reader.integer('OTEL_EXPORTER_OTLP_TIMEOUT', { min: 100, max: 30_000, otherwise: 2_000 }),
    delayMs: reader.integer('OTEL_BSP_SCHEDULE_DELAY', { min: 10, max: 60_000, otherwise: 5_000 }),
  }
}
