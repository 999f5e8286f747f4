import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Task } from '@taskport/client'
import { placeTask, type TaskPages, tasksOf } from '../src/tasks/task-pages.js'
import { firstView, type TaskView } from '../src/tasks/task-view.js'
import { taskOf } from './support/task.js'

const created = (id: string, minute: number, more: Partial<Task> = {}): Task =>
  taskOf({ id, createdAt: `2026-11-21T09:${String(minute).padStart(2, '0')}:00.000Z`, ...more })

const pagesOf = (...pages: readonly (readonly Task[])[]): TaskPages =>
  pages.map((tasks, index) => ({ tasks, nextCursor: index < pages.length - 1 ? `page ${index + 1}` : null }))

const ids = (pages: TaskPages): string[][] => pages.map((page) => page.tasks.map(({ id }) => id))

const [a, b, c, d] = [created('a', 40), created('b', 30), created('c', 20), created('d', 10)]

test('A new task comes where the order has it: in front, between, behind the last page', () => {
  const pages = pagesOf([a, b], [c])
  assert.deepEqual(ids(placeTask(pages, firstView, created('n', 50))), [['n', 'a', 'b'], ['c']])
  assert.deepEqual(ids(placeTask(pages, firstView, created('n', 35))), [['a', 'n', 'b'], ['c']])
  assert.deepEqual(ids(placeTask(pages, firstView, created('n', 25))), [
    ['a', 'b'],
    ['n', 'c'],
  ])
  assert.deepEqual(ids(placeTask(pages, firstView, d)), [
    ['a', 'b'],
    ['c', 'd'],
  ])
})

test('What comes behind the pages read so far is left to the page that will bring it', () => {
  const pages: TaskPages = [{ tasks: [a, b], nextCursor: 'more' }]
  assert.deepEqual(ids(placeTask(pages, firstView, c)), [['a', 'b']])
  assert.deepEqual(ids(placeTask(pages, firstView, created('n', 35))), [['a', 'n', 'b']])
})

test('The first task of an empty list is shown', () => {
  assert.deepEqual(ids(placeTask(pagesOf([]), firstView, a)), [['a']])
})

test('A task that no longer belongs is taken away: finished, deleted, or not found by the words', () => {
  const pages = pagesOf([a, b])
  const open: TaskView = { ...firstView, status: 'pending' }
  assert.deepEqual(ids(placeTask(pages, open, { ...b, status: 'completed', version: 2 })), [['a']])
  assert.deepEqual(ids(placeTask(pages, firstView, { ...b, deletedAt: b.createdAt, version: 2 })), [['a']])
  const found: TaskView = { ...firstView, words: 'task' }
  assert.deepEqual(ids(placeTask(pages, found, { ...b, title: 'Other', version: 2 })), [['a']])
})

test('The trash shows what was deleted last first, whatever the order of the list', () => {
  const trash: TaskView = { ...firstView, place: 'trash', sort: 'title', order: 'asc' }
  const gone = { ...a, deletedAt: a.createdAt, version: 5 }
  const pages = placeTask(pagesOf([]), trash, gone)
  assert.deepEqual(ids(placeTask(pages, trash, { ...b, deletedAt: b.createdAt, version: 6 })), [['b', 'a']])
  assert.deepEqual(ids(placeTask(pages, trash, { ...a, deletedAt: null, version: 7 })), [[]])
})

test('A changed task moves where the order has it now', () => {
  const byTitle: TaskView = { ...firstView, sort: 'title', order: 'asc' }
  const pages = pagesOf([taskOf({ id: 'a', title: 'Apples' }), taskOf({ id: 'b', title: 'Bread' })])
  const renamed = taskOf({ id: 'a', title: 'Éclairs', version: 2 })
  assert.deepEqual(ids(placeTask(pages, byTitle, renamed)), [['b', 'a']])
  const byChange: TaskView = { ...firstView, sort: 'updated' }
  assert.deepEqual(ids(placeTask(pagesOf([a, b]), byChange, { ...b, version: 9 })), [['b', 'a']])
})

test('Older states than what is known change nothing, and give back the same pages', () => {
  const pages = pagesOf([{ ...a, version: 5 }])
  assert.equal(placeTask(pages, firstView, { ...a, title: 'Old', version: 4 }), pages)
  assert.equal(placeTask(pages, firstView, { ...a, version: 5 }), pages)
})

test('A task that two pages hold is shown once, as it is newest', () => {
  const moved = { ...a, title: 'Moved', version: 2 }
  assert.deepEqual(tasksOf(pagesOf([a, b], [moved, c])), [b, moved, c])
  assert.deepEqual(tasksOf(pagesOf([a], [a])), [a])
})
