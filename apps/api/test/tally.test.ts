import assert from 'node:assert/strict'
import { test } from 'node:test'
import { requestTally } from '../src/metrics/tally.js'

const drained = (tally: ReturnType<typeof requestTally>) => {
  const told: [string, string, number | 'aborted', number][] = []
  tally.drain(({ method, route, status }, count) => told.push([method, route, status, count]))
  return told
}

test('requests are told once, each with how many there were of its method, route and status', () => {
  const tally = requestTally()
  assert.deepEqual(drained(tally), [])
  for (const status of [200, 404, 200, 'aborted'] as const) tally.add('GET', '/api/tasks/:id', status)
  tally.add('PATCH', '/api/tasks/:id', 200)
  tally.add('GET', '/api/tasks', 200)
  assert.deepEqual(drained(tally), [
    ['GET', '/api/tasks/:id', 200, 2],
    ['GET', '/api/tasks/:id', 404, 1],
    ['GET', '/api/tasks/:id', 'aborted', 1],
    ['PATCH', '/api/tasks/:id', 200, 1],
    ['GET', '/api/tasks', 200, 1],
  ])
  assert.deepEqual(drained(tally), [])
})
