import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readConfiguration } from '../src/configuration/configuration.js'
import { configurationProblems } from './support/configuration-problems.js'

test('the metrics are on the API’s port, unless they are given one', () => {
  assert.equal(readConfiguration({}).metricsPort, null)
  assert.equal(readConfiguration({ METRICS_PORT: '9464' }).metricsPort, 9_464)
  assert.equal(readConfiguration({ METRICS_PORT: '0' }).metricsPort, 0)
})

test('the metrics’ port is opened where the API’s is, unless it is said where', () => {
  assert.equal(readConfiguration({ HOST: '10.0.0.1', METRICS_PORT: '9464' }).metricsHost, '10.0.0.1')
  assert.equal(readConfiguration({ HOST: '10.0.0.1', METRICS_HOST: '127.0.0.1' }).metricsHost, '127.0.0.1')
})

test('a port for the metrics that is no port, or the API’s own, is refused', () => {
  assert.match(configurationProblems({ METRICS_PORT: '70000' }).join(), /METRICS_PORT must be a whole number/)
  assert.match(configurationProblems({ METRICS_PORT: '8000' }).join(), /METRICS_PORT must be another port/)
  assert.deepEqual(readConfiguration({ PORT: '0', METRICS_PORT: '0' }).metricsPort, 0)
})

const endpoint = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318' }

test('nothing is traced without an endpoint, nor where OpenTelemetry is switched off', () => {
  assert.equal(readConfiguration({}).tracing, null)
  assert.equal(readConfiguration({ ...endpoint, OTEL_SDK_DISABLED: 'TRUE' }).tracing, null)
  assert.equal(readConfiguration({ ...endpoint, OTEL_TRACES_EXPORTER: 'none' }).tracing, null)
})

test('an endpoint is all that tracing needs, for all signals or for traces alone', () => {
  const defaults = { sampler: 'parentbased_always_on', ratio: 1, timeoutMs: 2_000, delayMs: 5_000 }
  assert.deepEqual(readConfiguration(endpoint).tracing, defaults)
  const alone = { OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'https://collector/v1/traces' }
  assert.deepEqual(readConfiguration(alone).tracing, defaults)
})

test('what tracing is told and cannot do is refused by name', () => {
  const wrong: Readonly<Record<string, string>> = {
    OTEL_EXPORTER_OTLP_ENDPOINT: 'collector:4318',
    OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'grpc://collector',
    OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc',
    OTEL_TRACES_SAMPLER: 'jaeger_remote',
    OTEL_TRACES_SAMPLER_ARG: '1.5',
    OTEL_EXPORTER_OTLP_TIMEOUT: '10s',
    OTEL_BSP_SCHEDULE_DELAY: '-1',
  }
  for (const [name, value] of Object.entries(wrong)) {
    const problems = configurationProblems({ ...endpoint, [name]: value })
    assert.equal(problems.length, 1, name)
    assert.match(problems[0] ?? '', new RegExp(`^${name} must be `))
  }
})
