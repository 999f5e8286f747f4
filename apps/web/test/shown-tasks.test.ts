import assert from 'node:assert/strict'
import { test } from 'node:test'
import { shownTasks } from '../src/tasks/shown-tasks.js'
import type { TaskChange } from '../src/tasks/task-change.js'
import { firstView, type TaskView } from '../src/tasks/task-view.js'
import { taskOf } from './support/task.js'

const at = '2026-11-21T12:00:00.000Z'
const [milk, bob] = [taskOf({ id: 'milk', title: 'Buy milk' }), taskOf({ id: 'bob', title: 'Call Bob' })]
const nothing = new Map()

const shown = (changes: readonly TaskChange[], view: TaskView = firstView, known = nothing) =>
  shownTasks(view, [milk, bob], changes, known).map(
    ({ task, isUnsent }) => `${task.title}${isUnsent ? ' …' : ''}`,
  )

test('Without anything on its way the answers are shown as they are', () => {
  assert.deepEqual(shown([]), ['Buy milk', 'Call Bob'])
})

test('A new task is shown before the API has answered, where the order has it', () => {
  const create: TaskChange = { kind: 'create', id: 'n', texts: { title: 'New', description: null } }
  assert.deepEqual(shown([create]), ['New …', 'Buy milk', 'Call Bob'])
  assert.deepEqual(shown([create], { ...firstView, order: 'asc' }), ['Buy milk', 'Call Bob', 'New …'])
  assert.deepEqual(shown([create], { ...firstView, status: 'completed' }), ['Buy milk', 'Call Bob'])
})

test('New tasks stay in the order in which they were typed, though the clock of the API is ahead', () => {
  const create = (id: string): TaskChange => ({
    kind: 'create',
    id,
    texts: { title: `New ${id}`, description: null },
  })
  const answered = [taskOf({ id: '1', title: 'New 1', createdAt: '2030-01-01T00:00:00.000Z' })]
  const rows = shownTasks(firstView, answered, [create('2'), create('3')], nothing)
  assert.deepEqual(
    rows.map(({ task }) => task.title),
    ['New 3', 'New 2', 'New 1'],
  )
})

test('Several changes of one task are laid over each other in order', () => {
  const texts = { title: 'Buy oat milk', description: 'two' }
  const changes: readonly TaskChange[] = [
    { kind: 'edit', id: 'milk', seen: milk, texts },
    { kind: 'finish', id: 'milk', status: 'completed' },
  ]
  assert.deepEqual(shown(changes), ['Buy oat milk …', 'Call Bob'])
  assert.deepEqual(shown(changes, { ...firstView, status: 'pending' }), ['Call Bob'])
})

test('A deleted task goes at once, and comes back at once', () => {
  const remove: TaskChange = { kind: 'remove', id: 'milk', at }
  assert.deepEqual(shown([remove]), ['Call Bob'])
  assert.deepEqual(shown([remove, { kind: 'restore', id: 'milk' }]), ['Buy milk …', 'Call Bob'])
  const trash: TaskView = { ...firstView, place: 'trash' }
  assert.deepEqual(
    shownTasks(trash, [], [remove], new Map([['milk', milk]])).map(({ task }) => task.title),
    ['Buy milk'],
  )
})

test('A change that is refused leaves nothing behind: without it, all is as answered', () => {
  const before = shown([])
  shown([{ kind: 'remove', id: 'milk', at }])
  assert.deepEqual(shown([]), before)
})

test('A change of a task that is known from nowhere shows nothing', () => {
  assert.deepEqual(shown([{ kind: 'finish', id: 'unknown', status: 'completed' }]), ['Buy milk', 'Call Bob'])
})
