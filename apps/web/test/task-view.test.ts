import assert from 'node:assert/strict'
import { test } from 'node:test'
import { firstView, readView, type TaskView, viewQuery, viewSearch } from '../src/tasks/task-view.js'

test('A view is read from its address as it was written there', () => {
  const views: readonly TaskView[] = [
    firstView,
    { place: 'trash', status: 'all', words: '', sort: 'created', order: 'desc' },
    { place: 'list', status: 'completed', words: '50 % & "more"', sort: 'title', order: 'asc' },
  ]
  for (const view of views) assert.deepEqual(readView(viewSearch(view)), view)
  assert.equal(viewSearch(firstView), '')
})

test('What an address says wrongly is as at first, and words are cut where the API would refuse them', () => {
  assert.deepEqual(readView('?place=moon&status=&sort=created%00&order=up'), firstView)
  assert.equal([...readView(`?q=${'🙂'.repeat(300)}`).words].length, 200)
})

test('The API is asked for no more than it knows: no words, no parameter; the trash in the order of deletion', () => {
  const list = viewQuery({ ...firstView, words: '  ' }, null)
  assert.deepEqual(list, { status: 'all', sort: 'created', order: 'desc', limit: 50, cursor: null })
  const trash = viewQuery({ ...firstView, place: 'trash', words: ' milk ' }, 'next')
  assert.deepEqual(trash, {
    deleted: 'only',
    sort: 'updated',
    order: 'desc',
    limit: 50,
    q: 'milk',
    cursor: 'next',
  })
})
