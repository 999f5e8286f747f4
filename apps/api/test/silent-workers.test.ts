import assert from 'node:assert/strict'
import { test } from 'node:test'
import { pino } from 'pino'
import { silentWorkers } from '../src/workers/silent-workers.js'

test('Workers that do not tell their figures are named once a minute at most', () => {
  const lines: string[] = []
  let now = 0
  const note = silentWorkers(pino({}, { write: (line) => lines.push(line) }), () => now)
  const silent = [4711]
  note([])
  assert.equal(lines.length, 0)
  note(silent)
  now = 59_000
  note(silent)
  assert.equal(lines.length, 1)
  assert.match(lines[0] ?? '', /"workers":\[4711\]/)
  now = 61_000
  note(silent)
  assert.equal(lines.length, 2)
})
