import assert from 'node:assert/strict'
import { test } from 'node:test'
import { pino } from 'pino'
import { exportFailures } from '../src/tracing/export-failures.js'
import { at } from './support/at.js'

test('spans that cannot be sent are told of at once, and then once a minute with how often', () => {
  const lines: unknown[] = []
  const logger = pino({ base: null }, { write: (line) => lines.push(JSON.parse(line)) })
  let now = 5
  const failed = exportFailures(logger, () => now)
  for (; now < 150_005; now += 1_000) failed(new Error('away'))
  assert.deepEqual(
    lines.map((line) => at(line, 'failures')),
    [1, 60, 60],
  )
})
