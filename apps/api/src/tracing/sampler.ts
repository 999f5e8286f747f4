import {
  AlwaysOffSampler,
  AlwaysOnSampler,
  ParentBasedSampler,
  type Sampler,
  TraceIdRatioBasedSampler,
} from '@opentelemetry/sdk-trace'
import type { TracingSettings } from '../configuration/tracing-settings.js'

const rootSampler = ({ sampler, ratio }: TracingSettings): Sampler => {
  if (sampler.endsWith('always_off')) return new AlwaysOffSampler()
  if (sampler.endsWith('always_on')) return new AlwaysOnSampler()
  return new TraceIdRatioBasedSampler(ratio)
}

/** Which requests are traced: as OTEL_TRACES_SAMPLER says, by the caller's decision first where that begins with `parentbased_`. */
export const samplerOf = (settings: TracingSettings): Sampler => {
  const root = rootSampler(settings)
  return settings.sampler.startsWith('parentbased_') ? new ParentBasedSampler({ root }) : root
}
