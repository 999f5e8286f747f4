import assert from 'node:assert/strict'
import { test } from 'node:test'
import { QueryClient } from '@tanstack/react-query'
import type { TaskPage } from '@taskport/client'
import { type CachedPages, createTaskLibrary, listKey } from '../src/tasks/task-library.js'
import { firstView, type TaskView } from '../src/tasks/task-view.js'
import { taskOf } from './support/task.js'

const open: TaskView = { ...firstView, status: 'pending' }
const trash: TaskView = { ...firstView, place: 'trash' }
const task = taskOf({ id: 'a', version: 3 })

const withViews = (views: readonly [TaskView, TaskPage][]) => {
  const queryClient = new QueryClient({ defaultOptions: { queries: { gcTime: 0 } } })
  for (const [view, page] of views) {
    queryClient.setQueryData<CachedPages>(listKey(view), { pages: [page], pageParams: [null] })
  }
  const titles = (view: TaskView) =>
    queryClient
      .getQueryData<CachedPages>(listKey(view))
      ?.pages.flatMap((page) => page.tasks.map(({ title }) => title))
  return { library: createTaskLibrary(queryClient), titles }
}

test('What is learned is put into every view that has been read, and out of those that it left', () => {
  const page = { tasks: [task], nextCursor: null }
  const { library, titles } = withViews([
    [firstView, page],
    [open, page],
    [trash, { tasks: [], nextCursor: null }],
  ])
  library.learn([{ ...task, status: 'completed', version: 4 }])
  assert.deepEqual([titles(firstView), titles(open), titles(trash)], [['Task a'], [], []])
  library.learn([{ ...task, deletedAt: task.createdAt, version: 5 }])
  assert.deepEqual([titles(firstView), titles(open), titles(trash)], [[], [], ['Task a']])
  assert.equal(library.find('a')?.version, 5)
})

test('An older state is passed over: answers may overtake each other', () => {
  const { library, titles } = withViews([[firstView, { tasks: [task], nextCursor: null }]])
  library.learn([{ ...task, title: 'New', version: 5 }])
  library.learn([{ ...task, title: 'Old', version: 4 }])
  assert.deepEqual(titles(firstView), ['New'])
  assert.equal(library.find('a')?.title, 'New')
})

test('A page that was read before a change and arrives after it does not bring the old state back', async () => {
  const { library } = withViews([])
  const created = taskOf({ id: 'b', title: 'New', createdAt: '2026-11-21T10:00:00.000Z', version: 5 })
  const page = await library.readPage(open, null, async () => {
    library.learn([{ ...task, status: 'completed', version: 4 }, created])
    return { tasks: [task], nextCursor: null }
  })
  assert.deepEqual(page.tasks, [created])
})

test('A later page gets nothing that belongs before it', async () => {
  const { library } = withViews([])
  const created = taskOf({ id: 'b', createdAt: '2026-11-21T10:00:00.000Z', version: 5 })
  const page = await library.readPage(firstView, 'cursor', async () => {
    library.learn([created])
    return { tasks: [task], nextCursor: null }
  })
  assert.deepEqual(page.tasks, [task])
})
