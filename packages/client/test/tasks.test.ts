import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { createTaskport, newTaskId, type Tasks } from '@taskport/client'
import { failureOf } from './support/failure-of.js'
import { openApi } from './support/open-api.js'
import { openStandIn, problem } from './support/stand-in.js'

const openTasks = async (context: TestContext): Promise<Tasks> => {
  const baseUrl = await openApi(context)
  return createTaskport({ baseUrl, token: () => 'alice' }).tasks
}

test('a task is created, read, changed, deleted and restored', async (context) => {
  const tasks = await openTasks(context)
  const created = await tasks.create({ title: ' Buy milk ', description: 'Two litres' })
  assert.equal(created.title, 'Buy milk')
  assert.equal(created.userId, 'alice')
  assert.match(created.id, /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  assert.deepEqual(await tasks.get(created.id), created)

  const completed = await tasks.update(created, { status: 'completed' })
  assert.equal(completed.status, 'completed')
  assert.equal(completed.description, 'Two litres')
  const described = await tasks.update(created.id, { description: null })
  assert.equal(described.description, null)
  assert.equal(described.status, 'completed')

  assert.equal(await tasks.remove(described), undefined)
  assert.equal((await failureOf(tasks.get(created.id))).code, 'TASK_NOT_FOUND')
  const [trashed] = (await tasks.list({ deleted: 'only' })).tasks
  assert.ok(trashed)
  assert.notEqual(trashed.deletedAt, null)
  const restored = await tasks.restore(trashed)
  assert.equal(restored.deletedAt, null)

  await tasks.remove(restored.id)
  assert.equal((await tasks.restore(restored.id)).title, 'Buy milk')
})

test('a task in hand that is still as it is, is answered as the same object', async (context) => {
  const tasks = await openTasks(context)
  const created = await tasks.create({ title: 'Buy milk' })
  assert.equal(await tasks.get(created), created)
  const renamed = await tasks.update(created, { title: 'Buy oat milk' })
  assert.deepEqual(await tasks.get(created), renamed)
})

test('an id of one’s own is kept, and the same creation again is the same task', async (context) => {
  const tasks = await openTasks(context)
  const id = newTaskId()
  const created = await tasks.create({ id, title: 'Buy milk' })
  assert.equal(created.id, id)
  assert.deepEqual(await tasks.create({ id, title: 'Buy milk' }), created)
})

test('a list is filtered, searched and ordered; what is undefined is not sent', async (context) => {
  const tasks = await openTasks(context)
  await tasks.create({ title: 'Buy milk & bread?' })
  await tasks.create({ title: 'Call Bob', status: 'completed' })
  const titles = async (...query: Parameters<Tasks['list']>) =>
    (await tasks.list(...query)).tasks.map(({ title }) => title)
  assert.deepEqual(await titles(), ['Call Bob', 'Buy milk & bread?'])
  assert.deepEqual(await titles({ status: 'completed', q: undefined }), ['Call Bob'])
  assert.deepEqual(await titles({ q: 'milk & bread?' }), ['Buy milk & bread?'])
  assert.deepEqual(await titles({ sort: 'title', order: 'asc' }), ['Buy milk & bread?', 'Call Bob'])
})

test('all pages are met one after the other, and no further than is asked', async (context) => {
  const baseUrl = await openApi(context)
  let requests = 0
  const { tasks } = createTaskport({
    baseUrl,
    token: () => 'alice',
    fetch: (...request) => {
      requests += 1
      return fetch(...request)
    },
  })
  for (const title of ['a', 'b', 'c', 'd', 'e']) await tasks.create({ title })
  const titles = await Array.fromAsync(tasks.all({ limit: 2, order: 'asc' }), ({ title }) => title)
  assert.deepEqual(titles, ['a', 'b', 'c', 'd', 'e'])

  requests = 0
  for await (const { title } of tasks.all({ limit: 2 })) if (title === 'd') break
  assert.equal(requests, 1)

  const { nextCursor } = await tasks.list({ limit: 3, order: 'asc' })
  const rest = await tasks.list({ limit: 3, order: 'asc', cursor: nextCursor })
  assert.deepEqual(
    rest.tasks.map(({ title }) => title),
    ['d', 'e'],
  )
  assert.equal(rest.nextCursor, null)
})

test('a client that was away catches up, however many pages it takes', async (context) => {
  const tasks = await openTasks(context)
  const milk = await tasks.create({ title: 'Buy milk' })
  const bob = await tasks.create({ title: 'Call Bob' })
  const first = await tasks.catchUp({ limit: 1 })
  assert.equal(first.isEverything, true)
  assert.deepEqual(
    first.tasks.map(({ id }) => id),
    [milk.id, bob.id],
  )

  await tasks.remove(milk)
  await tasks.update(bob, { title: 'Call Bob back' })
  const page = await tasks.changes({ since: first.since, limit: 1 })
  assert.equal(page.hasMore, true)
  const next = await tasks.catchUp({ since: first.since, limit: 1 })
  assert.equal(next.isEverything, false)
  assert.deepEqual(
    next.tasks.map(({ title, deletedAt }) => [title, deletedAt === null]),
    [
      ['Buy milk', false],
      ['Call Bob back', true],
    ],
  )
  assert.deepEqual((await tasks.catchUp({ since: next.since })).tasks, [])
})

test('a task that changes between two pages is met once, where its latest change is', async (context) => {
  const baseUrl = await openApi(context)
  const { tasks: elsewhere } = createTaskport({ baseUrl, token: () => 'alice' })
  const milk = await elsewhere.create({ title: 'Buy milk' })
  const bob = await elsewhere.create({ title: 'Call Bob' })
  let requests = 0
  const { tasks } = createTaskport({
    baseUrl: `${baseUrl}//`,
    token: () => 'alice',
    fetch: async (...request) => {
      requests += 1
      if (requests === 2) await elsewhere.update(milk, { title: 'Buy oat milk' })
      return fetch(...request)
    },
  })
  const { tasks: met } = await tasks.catchUp({ limit: 1 })
  assert.deepEqual(
    met.map(({ id, title }) => [id, title]),
    [
      [bob.id, 'Call Bob'],
      [milk.id, 'Buy oat milk'],
    ],
  )
})

test('with a mark that is too old, catching up starts over and says so; another refusal stands', async (context) => {
  const nothing = { tasks: [], since: 'new', hasMore: false }
  const { baseUrl, requests } = await openStandIn(
    context,
    problem(410, 'CHANGES_GONE'),
    { status: 200, body: { success: true, data: nothing } },
    problem(422, 'INVALID_REQUEST'),
  )
  const { tasks } = createTaskport({ baseUrl, token: () => 'alice' })
  assert.deepEqual(await tasks.catchUp({ since: 'old', limit: 5 }), {
    tasks: [],
    since: 'new',
    isEverything: true,
  })
  assert.equal((await failureOf(tasks.catchUp({ since: 'odd' }))).code, 'INVALID_REQUEST')
  assert.deepEqual(
    requests.map(({ line }) => line),
    ['GET /api/changes?since=old&limit=5', 'GET /api/changes?limit=5', 'GET /api/changes?since=odd'],
  )
})
