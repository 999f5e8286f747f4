import { AsyncLocalStorage } from 'node:async_hooks'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Context } from '@opentelemetry/api'
import { setGlobalErrorHandler } from '@opentelemetry/core'
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto'
import {
  defaultResource,
  detectResources,
  envDetector,
  resourceFromAttributes,
} from '@opentelemetry/resources'
import { BatchSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace'
import type { TracingSettings } from '../configuration/tracing-settings.js'
import type { Logger } from '../logger.js'
import { version } from '../version.js'
import { exportFailures } from './export-failures.js'
import { requestTracer } from './request-spans.js'
import { samplerOf } from './sampler.js'
import type { Tracing } from './tracing.js'
import { workTracer } from './work-spans.js'

/** How long a stop waits for the last spans to be sent, in milliseconds; beyond that they are lost. */
const farewellMs = 3_000

/**
 * Sends spans to the collector that the OTEL_EXPORTER_OTLP_* variables name; the exporter reads these itself. Only this file, those beside
 * it and no global know OpenTelemetry.
 */
export const startTracing = (settings: TracingSettings, logger: Logger): Tracing => {
  const onFailure = exportFailures(logger)
  setGlobalErrorHandler(onFailure)
  const provider = new TracerProvider({
    resource: defaultResource()
      .merge(resourceFromAttributes({ 'service.name': 'taskport', 'service.version': version }))
      .merge(detectResources({ detectors: [envDetector] })),
    sampler: samplerOf(settings),
    spanProcessors: [
      new BatchSpanProcessor({
        exporter: new OTLPTraceExporter({ timeoutMillis: settings.timeoutMs }),
        scheduledDelayMillis: settings.delayMs,
        exportTimeoutMillis: settings.timeoutMs + 500,
      }),
    ],
  })
  const tracer = provider.getTracer('taskport', version)
  const contexts = new AsyncLocalStorage<Context>()
  logger.info('Traces are sent to the collector of OTEL_EXPORTER_OTLP_ENDPOINT')
  return {
    request: requestTracer(tracer, contexts),
    work: workTracer(tracer, contexts),
    shutdown: async () => {
      const limit = new AbortController()
      const sent = provider.shutdown().catch(onFailure)
      await Promise.race([sent, sleep(farewellMs, null, { signal: limit.signal }).catch(() => {})])
      limit.abort()
    },
  }
}
