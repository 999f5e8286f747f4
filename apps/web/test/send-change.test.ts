import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sendChange, TextsConflict } from '../src/tasks/send-change.js'
import { fakeTasks } from './support/fake-tasks.js'
import { taskOf } from './support/task.js'

const at = '2026-11-21T12:00:00.000Z'
const milk = taskOf({ id: 'milk', title: 'Buy milk', version: 3 })
const seen = { title: 'Buy milk', description: null }
const edit = (title: string) =>
  ({ kind: 'edit', id: 'milk', seen, texts: { title, description: null } }) as const

test('A creation that is sent twice creates one task', async () => {
  const tasks = fakeTasks()
  const create = { kind: 'create', id: 'n', texts: { title: 'New', description: 'more' } } as const
  const first = await sendChange(tasks, create, null)
  assert.deepEqual(await sendChange(tasks, create, first), first)
  assert.equal(tasks.kept.size, 1)
  assert.equal(first.description, 'more')
})

test('An edit goes onto what somebody else has changed meanwhile, without losing it', async () => {
  const tasks = fakeTasks(milk)
  tasks.change('milk', { description: 'from the market', status: 'completed' })
  const saved = await sendChange(tasks, edit('Buy oat milk'), milk)
  assert.deepEqual(
    [saved.title, saved.description, saved.status],
    ['Buy oat milk', 'from the market', 'completed'],
  )
  assert.deepEqual(tasks.calls, ['update milk', 'update milk'])
})

test('An edit of what somebody else has changed to something else is not sent over it', async () => {
  const tasks = fakeTasks(milk)
  tasks.change('milk', { title: 'Buy soy milk' })
  const error = await sendChange(tasks, edit('Buy oat milk'), milk).catch((reason: unknown) => reason)
  assert.ok(error instanceof TextsConflict)
  assert.deepEqual(error.fields, ['title'])
  assert.equal(error.current.title, 'Buy soy milk')
  assert.equal(tasks.kept.get('milk')?.title, 'Buy soy milk')
})

test('A conflict that is known already costs no request', async () => {
  const tasks = fakeTasks(milk)
  await assert.rejects(
    sendChange(tasks, edit('Buy oat milk'), { ...milk, title: 'Buy soy milk' }),
    TextsConflict,
  )
  assert.deepEqual(tasks.calls, [])
})

test('An edit that has arrived already, its answer lost, is no conflict', async () => {
  const tasks = fakeTasks(milk)
  tasks.change('milk', { title: 'Buy oat milk' })
  assert.equal((await sendChange(tasks, edit('Buy oat milk'), milk)).title, 'Buy oat milk')
})

test('A task is finished on whatever it is by now, and once', async () => {
  const tasks = fakeTasks(milk)
  tasks.change('milk', { title: 'Buy soy milk' })
  const finish = { kind: 'finish', id: 'milk', status: 'completed' } as const
  const finished = await sendChange(tasks, finish, milk)
  assert.deepEqual([finished.title, finished.status], ['Buy soy milk', 'completed'])
  const { length } = tasks.calls
  assert.deepEqual(await sendChange(tasks, finish, finished), finished)
  assert.equal(tasks.calls.length, length)
})

test('What is deleted is known to be newer than it was, and no newer than it is', async () => {
  const tasks = fakeTasks(milk)
  const removed = await sendChange(tasks, { kind: 'remove', id: 'milk', at }, milk)
  assert.equal(removed.deletedAt, at)
  assert.ok(removed.version > milk.version)
  assert.ok(removed.version <= (tasks.kept.get('milk')?.version ?? 0))
})

test('What is restored already is taken as restored', async () => {
  const tasks = fakeTasks(milk)
  const restore = { kind: 'restore', id: 'milk' } as const
  assert.equal((await sendChange(tasks, restore, milk)).deletedAt, null)
  await sendChange(tasks, { kind: 'remove', id: 'milk', at }, milk)
  assert.equal((await sendChange(tasks, restore, null)).deletedAt, null)
})

test('What was just deleted is restored at the first try, whatever was changed beside it', async () => {
  const tasks = fakeTasks(milk, { ...milk, id: 'bread' })
  tasks.change('bread', { title: 'Buy bread' })
  const removed = await sendChange(tasks, { kind: 'remove', id: 'milk', at }, milk)
  await sendChange(tasks, { kind: 'restore', id: 'milk' }, removed)
  assert.deepEqual(tasks.calls, ['remove milk', 'restore milk'])
})

test('A task that is known from nowhere is asked for first; one that is gone is refused', async () => {
  const tasks = fakeTasks(milk)
  const finish = { kind: 'finish', id: 'milk', status: 'completed' } as const
  await sendChange(tasks, finish, null)
  assert.deepEqual(tasks.calls, ['get milk', 'update milk'])
  await assert.rejects(sendChange(tasks, { ...finish, id: 'gone' }, null), { code: 'TASK_NOT_FOUND' })
})
