import assert from 'node:assert/strict'
import { test } from 'node:test'
import { requestIds } from '../src/request-ids.js'

const uuid = /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/

test('every request has a UUID of its own, also beside those of other processes', () => {
  const [one, other] = [requestIds(), requestIds()]
  const ids = Array.from({ length: 300 }, () => [one(), other()]).flat()
  assert.equal(new Set(ids).size, 600)
  for (const id of ids) assert.match(id, uuid)
})
