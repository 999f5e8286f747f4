import assert from 'node:assert/strict'
import { test } from 'node:test'
import { TextsConflict } from '../src/tasks/send-change.js'
import { settledTexts, settlement } from '../src/tasks/settle-dispute.js'
import { taskOf } from './support/task.js'

const current = taskOf({ id: 'milk', title: 'Buy soy milk', description: null, version: 4 })
const dispute = {
  change: {
    kind: 'edit',
    id: 'milk',
    seen: { title: 'Buy milk', description: null },
    texts: { title: 'Buy oat milk', description: 'two litres' },
  },
  conflict: new TextsConflict(current, ['title']),
} as const

test('Mine stays where both have changed it, and what only one has changed stays whoever chooses', () => {
  assert.deepEqual(settledTexts(dispute, 'mine'), { title: 'Buy oat milk', description: 'two litres' })
  assert.deepEqual(settledTexts(dispute, 'theirs'), { title: 'Buy soy milk', description: 'two litres' })
})

test('What is sent was decided in sight of the other version, so that it is no conflict again', () => {
  assert.deepEqual(settlement(dispute, 'mine')?.seen, { title: 'Buy soy milk', description: null })
})

test('Nothing is sent where the other version is the outcome', () => {
  const titleOnly = {
    ...dispute,
    change: { ...dispute.change, texts: { title: 'Buy oat milk', description: null } },
  }
  assert.equal(settlement(titleOnly, 'theirs'), null)
  assert.notEqual(settlement(titleOnly, 'mine'), null)
})
