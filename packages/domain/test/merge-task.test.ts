import assert from 'node:assert/strict'
import { test } from 'node:test'
import { applyChanges, mergeTask } from '@taskport/domain'

const base = { title: 'Title', description: 'Words', status: 'pending' } as const

test('fields that one side alone has changed are merged', () => {
  const mine = { ...base, title: 'Mine' }
  const theirs = { ...base, description: null }
  assert.deepEqual(mergeTask(base, mine, theirs), { changes: { title: 'Mine' }, conflicts: [] })
  assert.deepEqual(mergeTask(base, base, theirs), { changes: {}, conflicts: [] })
  assert.deepEqual(mergeTask(base, { ...base, description: null }, base), {
    changes: { description: null },
    conflicts: [],
  })
})

test('fields that both have changed to the same are no conflict, to different ones are', () => {
  const mine = { title: 'Mine', description: null, status: 'completed' } as const
  const theirs = { title: 'Theirs', description: null, status: 'completed' } as const
  assert.deepEqual(mergeTask(base, mine, theirs), { changes: {}, conflicts: ['title'] })
  assert.deepEqual(mergeTask(base, { ...mine, description: 'Mine' }, { ...theirs, status: 'pending' }), {
    changes: { status: 'completed' },
    conflicts: ['title', 'description'],
  })
})

test('changes are applied by version, again without effect, and leave the map that was given', () => {
  const before = new Map([['a', { id: 'a', version: 3 }]])
  const after = applyChanges(before, [
    { id: 'a', version: 2 },
    { id: 'b', version: 4 },
    { id: 'b', version: 5 },
  ])
  assert.deepEqual(
    [...after.values()],
    [
      { id: 'a', version: 3 },
      { id: 'b', version: 5 },
    ],
  )
  assert.deepEqual(applyChanges(after, [{ id: 'b', version: 4 }]), after)
  assert.equal(before.size, 1)
})
