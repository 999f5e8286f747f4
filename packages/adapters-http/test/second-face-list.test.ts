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

test('what this list cannot do is refused by name', async () => {
  const app = await withTasks()
  const refusals: Readonly<Record<string, string>> = {
    'sort=due_date': 'The sort must be created or updated or title.',
    'sort=': 'The sort must be created or updated or title.',
    'status=done': 'The status must be all or pending or completed.',
    'status=all&status=all': 'The status must be given once, as a text.',
    'completed=true': 'There is no query parameter named "completed".',
    'limit=5': 'There is no query parameter named "limit".',
    'skip=0&order=asc':
      'There is no query parameter named "skip". There is no query parameter named "order".',
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

const idsOf = async (app: FastifyInstance): Promise<string[]> =>
  (await call(app, `GET ${tasks}`)).json().map(({ id }: { id: string }) => id)

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
