import assert from 'node:assert/strict'
import { test } from 'node:test'
import { agoText } from '../src/tasks/ago-text.js'
import { countText } from '../src/tasks/count-text.js'
import { editedTexts, editingOf, excessText, isEditingOrNull } from '../src/tasks/editing.js'
import { hasWords } from '../src/tasks/fold-text.js'
import { taskOf } from './support/task.js'

test('Words are found as the API finds them: each somewhere, whatever case and accents', () => {
  assert.ok(hasWords('agua ROOF', ['Água de coco', 'for the roof']))
  assert.ok(!hasWords('agua wall', ['Água de coco', 'for the roof']))
  assert.ok(hasWords('50%', ['at 50% of it', null]))
  assert.ok(hasWords('ΟΔΟΣ', ['Οδόστρωμα']))
})

test('Length is counted in characters, as the API counts it', () => {
  assert.equal(excessText('🙂'.repeat(255), 255), null)
  assert.equal(excessText('🙂'.repeat(256), 255), '1 character too many: at most 255 fit.')
  assert.equal(excessText('a'.repeat(1_044), 1_000), '44 characters too many: at most 1,000 fit.')
})

test('A title is trimmed, a description kept as it is, and an empty one is none', () => {
  assert.deepEqual(editedTexts({ title: '  Buy milk ', description: ' a\n' }), {
    title: 'Buy milk',
    description: ' a\n',
  })
  assert.equal(editedTexts({ title: 'a', description: ' \n' }).description, null)
})

test('How many tasks there are is said as one says it', () => {
  assert.equal(countText(0, false), 'No tasks')
  assert.equal(countText(1, false), '1 task')
  assert.equal(countText(2, false), '2 tasks')
  assert.equal(countText(50, true), '50 tasks, and more')
})

test('How long ago something was is said in whole units', () => {
  const now = Date.parse('2026-11-21T12:00:00.000Z')
  assert.equal(agoText('2026-11-21T11:59:30.000Z', now), 'just now')
  assert.equal(agoText('2026-11-21T11:55:01.000Z', now), '4 minutes ago')
  assert.equal(agoText('2026-11-20T12:00:00.000Z', now), 'yesterday')
  assert.equal(agoText('2026-11-21T12:00:30.000Z', now), 'just now')
})

test('What was being edited is known again as it was kept, and nothing else is taken for it', () => {
  const kept: unknown = JSON.parse(JSON.stringify(editingOf(taskOf({ id: 'a' }))))
  assert.ok(isEditingOrNull(kept))
  assert.ok(isEditingOrNull(null))
  for (const other of [undefined, 'x', [], {}, { ...editingOf(taskOf({ id: 'a' })), seen: { title: 1 } }]) {
    assert.ok(!isEditingOrNull(other))
  }
})
