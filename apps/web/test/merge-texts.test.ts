import assert from 'node:assert/strict'
import { test } from 'node:test'
import { mergeTexts } from '../src/tasks/merge-texts.js'

const seen = { title: 'Buy milk', description: null }

test('What nobody else has touched is sent, and only that', () => {
  const mine = { title: 'Buy oat milk', description: null }
  assert.deepEqual(mergeTexts(seen, mine, seen), { outcome: 'send', changes: { title: 'Buy oat milk' } })
})

test('Changes of different texts are joined', () => {
  const mine = { title: 'Buy oat milk', description: null }
  const current = { title: 'Buy milk', description: 'from the market' }
  assert.deepEqual(mergeTexts(seen, mine, current), { outcome: 'send', changes: { title: 'Buy oat milk' } })
})

test('A description that was taken away is sent as null', () => {
  const before = { title: 'Buy milk', description: 'two litres' }
  assert.deepEqual(mergeTexts(before, seen, before), { outcome: 'send', changes: { description: null } })
})

test('The same text changed to something else is a conflict, by its name', () => {
  const mine = { title: 'Buy oat milk', description: 'two litres' }
  const current = { title: 'Buy soy milk', description: 'from the market' }
  assert.deepEqual(mergeTexts(seen, { ...mine, description: null }, current), {
    outcome: 'conflict',
    fields: ['title'],
  })
  assert.deepEqual(mergeTexts(seen, mine, current), { outcome: 'conflict', fields: ['title', 'description'] })
})

test('What is so already is not sent again: both have made the same change, or an answer was lost', () => {
  const mine = { title: 'Buy oat milk', description: null }
  assert.deepEqual(mergeTexts(seen, mine, mine), { outcome: 'nothing' })
  assert.deepEqual(mergeTexts(seen, seen, { title: 'Buy soy milk', description: 'x' }), {
    outcome: 'nothing',
  })
})
