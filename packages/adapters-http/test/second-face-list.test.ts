import assert from 'node:assert/strict'
import { test } from 'node:test'
import { taskUseCases } from '@taskport/domain'
import { inMemoryPorts, sequentialTaskIds } from '@taskport/domain/in-memory'
import type { FastifyInstance } from 'fastify'
import { call } from './support/call.js'
import { detailIn } from './support/detail.js'
import { openServer } from './support/open-server.js'

const tasks = '/api/alice/tasks'

const titlesOf = async (app: FastifyInstance, query = ''): Promise<string[]> => {
  const response = await call(app, `GET ${tasks}${query}`)
  assert.equal(response.statusCode, 200, response.body)
  return response.json().map(({ title }: { title: string }) => title)
}

const withTasks = async () => {
  const app = await openServer()
  for (const [title, completed] of [
    ['banana', false],
    ['Äpfel', true],
    ['cherry', false],
  ] as const) {
    await call(app, `POST ${tasks}`, { body: { title, completed } })
  }
  return app
}

test('the list is bare, and empty for who has none', async () => {
  const app = await withTasks()
  const all = await call(app, `GET ${tasks}`)
  assert.ok(Array.isArray(all.json()))
  assert.equal(all.headers['content-type'], 'application/json; charset=utf-8')
  for (const task of all.json()) assert.deepEqual((await call(app, `GET ${tasks}/${task.id}`)).json(), task)
  const none = await call(app, 'GET /api/bob/tasks', { user: 'bob' })
  assert.deepEqual([none.statusCode, none.body], [200, '[]'])
  assert.equal((await call(app, `HEAD ${tasks}`)).statusCode, 200)
})

test('the list is filtered by status, the newest first', async () => {
  const app = await withTasks()
  const all = ['cherry', 'Äpfel', 'banana']
  for (const query of ['', '/', '?', '?status=all', '/?status=all&sort=created']) {
    assert.deepEqual(await titlesOf(app, query), all, query)
  }
  assert.deepEqual(await titlesOf(app, '?status=pending'), ['cherry', 'banana'])
  assert.deepEqual(await titlesOf(app, '?status=completed'), ['Äpfel'])
})

test('the list is sorted by title from A to Z, and by the last change', async () => {
  const app = await withTasks()
  assert.deepEqual(await titlesOf(app, '?sort=title'), ['Äpfel', 'banana', 'cherry'])
  assert.deepEqual(await titlesOf(app, '?sort=title&status=pending'), ['banana', 'cherry'])
  const [, , { id }] = (await call(app, `GET ${tasks}`)).json()
  await call(app, `PATCH ${tasks}/${id}/complete`)
  assert.deepEqual(await titlesOf(app, '?sort=updated'), ['banana', 'cherry', 'Äpfel'])
})

test('the list is filtered by completion as well, and by both at once', async () => {
  const app = await withTasks()
  assert.deepEqual(await titlesOf(app, '?completed=true'), ['Äpfel'])
  assert.deepEqual(await titlesOf(app, '?completed=false&status=all'), ['cherry', 'banana'])
  assert.deepEqual(await titlesOf(app, '?completed=false&status=pending'), ['cherry', 'banana'])
  assert.deepEqual(await titlesOf(app, '?completed=false&status=completed'), [])
  assert.deepEqual(await titlesOf(app, '?completed=true&status=pending'), [])
})

test('the list is searched for words', async () => {
  const app = await withTasks()
  assert.deepEqual(await titlesOf(app, '?search=APFEL'), ['Äpfel'])
  assert.deepEqual(await titlesOf(app, '?search=an&completed=true'), [])
})

test('the list is turned round', async () => {
  const app = await withTasks()
  assert.deepEqual(await titlesOf(app, '?order=asc'), ['banana', 'Äpfel', 'cherry'])
  assert.deepEqual(await titlesOf(app, '?order=desc'), ['cherry', 'Äpfel', 'banana'])
  assert.deepEqual(await titlesOf(app, '?sort=title&order=desc'), ['cherry', 'banana', 'Äpfel'])
  assert.deepEqual(await titlesOf(app, '?sort=title&order=asc'), ['Äpfel', 'banana', 'cherry'])
})

test('a part of the list is answered, counted from its beginning', async () => {
  const app = await withTasks()
  assert.deepEqual(await titlesOf(app, '?limit=2'), ['cherry', 'Äpfel'])
  assert.deepEqual(await titlesOf(app, '?limit=2&offset=1'), ['Äpfel', 'banana'])
  assert.deepEqual(await titlesOf(app, '?limit=2&offset=2'), ['banana'])
  assert.deepEqual(await titlesOf(app, '?offset=0&limit=10000'), ['cherry', 'Äpfel', 'banana'])
  assert.deepEqual(await titlesOf(app, '?offset=3'), [])
})

test('what this list cannot do is refused by name', async () => {
  const app = await withTasks()
  const refusals: Readonly<Record<string, string>> = {
    'sort=due_date': 'The sort must be created or updated or title.',
    'sort=': 'The sort must be created or updated or title.',
    'status=done': 'The status must be all or pending or completed.',
    'status=all&status=all': 'The status must be given once, as a text.',
    'sort=created_at': 'The sort must be created or updated or title.',
    'completed=yes': 'The completed must be true or false.',
    'order=up': 'The order must be asc or desc.',
    'limit=0': 'The limit must be at least 1.',
    'limit=10001': 'The limit must be at most 10000.',
    'offset=-1': 'The offset must be given once, as a whole number.',
    'offset=10001': 'The offset must be at most 10000.',
    'search=': 'The search must show at least one character.',
    'skip=0&priority=high':
      'There is no query parameter named "skip". There is no query parameter named "priority".',
  }
  for (const [query, detail] of Object.entries(refusals)) {
    assert.equal(detailIn(await call(app, `GET ${tasks}?${query}`), 422), detail, query)
  }
})

/** A server whose list has so many tasks, and what was asked of it. */
const withMany = async (count: number, repeated = 0) => {
  const useCases = taskUseCases(inMemoryPorts())
  const { task } = await useCases.createTask({ ownerId: 'alice', title: 'x' })
  const newTaskId = sequentialTaskIds()
  const many = Array.from({ length: count }, () => ({ ...task, id: newTaskId() }))
  const limits: (number | undefined)[] = []
  const app = await openServer({
    useCases: {
      ...useCases,
      listTasks: async ({ limit = 0, after }) => {
        limits.push(limit)
        const from = after?.sort === 'updated' ? after.version : 0
        const page = many.slice(Math.max(0, from - repeated), from + limit)
        const version = from + limit
        return { tasks: page, next: version < count ? { sort: 'updated', version } : null }
      },
    },
  })
  return { app, limits, ids: many.map((one) => one.id) }
}

const idsOf = async (app: FastifyInstance, query = ''): Promise<string[]> =>
  (await call(app, `GET ${tasks}${query}`)).json().map(({ id }: { id: string }) => id)

test('a list of more than one page is answered whole', async () => {
  const { app, limits, ids } = await withMany(2_500)
  assert.deepEqual(await idsOf(app), ids)
  assert.deepEqual(limits, [1_000, 1_000, 1_000])
})

test('a task that comes up in two pages stands in the list once', async () => {
  const { app, ids } = await withMany(2_500, 3)
  assert.deepEqual(await idsOf(app), ids)
})

test('a list ends after ten thousand', async () => {
  const { app, limits, ids } = await withMany(10_001)
  assert.deepEqual(await idsOf(app), ids.slice(0, 10_000))
  assert.equal(limits.length, 10)
})

test('of a list no more is read than is asked for', async () => {
  const { app, limits, ids } = await withMany(10_001)
  assert.deepEqual(await idsOf(app, '?limit=200'), ids.slice(0, 200))
  assert.deepEqual(limits.splice(0), [200])
  assert.deepEqual(await idsOf(app, '?limit=100&offset=2000'), ids.slice(2_000, 2_100))
  assert.deepEqual(limits.splice(0), [1_000, 1_000, 100])
  assert.deepEqual(await idsOf(app, '?offset=9999'), ids.slice(9_999, 10_000))
  assert.equal(limits.length, 10)
})
