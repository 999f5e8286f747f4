import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newTaskId } from '@taskport/client'

test('ids are UUIDs of version 7 that differ and grow', () => {
  const before = Date.now()
  const ids = Array.from({ length: 5_000 }, newTaskId)
  for (const id of ids)
    assert.match(id, /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  assert.deepEqual(ids.toSorted(), ids)
  assert.equal(new Set(ids.map((id) => id.slice(14))).size, ids.length)
  const time = Number.parseInt((ids[0] ?? '').replace('-', '').slice(0, 12), 16)
  assert.ok(time >= before && time <= Date.now())
  for (const variant of '89ab') assert.ok(ids.some((id) => id.charAt(19) === variant))
})
