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
