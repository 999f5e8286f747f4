import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parse, version } from 'uuid'
import { randomTaskId } from '../src/random-task-id.js'

/** The time that a UUID of version 7 begins with, in milliseconds since 1970. */
const timeOf = (id: string): number => Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16)

test('ids are UUIDs of version 7 that begin with the time', () => {
  const before = Date.now()
  const id = randomTaskId()
  assert.equal(version(id), 7)
  assert.ok(timeOf(id) >= before && timeOf(id) <= Date.now())
})

test('each id is greater than the one before, however many are made in a millisecond', () => {
  const ids = Array.from({ length: 20_000 }, randomTaskId)
  assert.deepEqual(ids, ids.toSorted())
  assert.equal(new Set(ids).size, ids.length)
  assert.ok(new Set(ids.map(timeOf)).size < ids.length)
})

test('when the clock is put back, ids go on growing', (context) => {
  const id = randomTaskId()
  context.mock.method(Date, 'now', () => timeOf(id) - 3_600_000)
  assert.ok(randomTaskId() > id)
})

test('what nobody can foresee of an id is drawn anew for each', () => {
  const endings = Array.from({ length: 5_000 }, () => Buffer.from(parse(randomTaskId())).toString('hex', 11))
  assert.equal(new Set(endings).size, endings.length)
})
