import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { call } from './support/call.js'
import { openServer } from './support/open-server.js'
import { wrongFields } from './support/problem.js'
import { titlesIn } from './support/titles.js'

const idOf = (number: number): string => `00000000-0000-7000-8000-${number.toString().padStart(12, '0')}`

let app: FastifyInstance

/** Created in this order, and then changed: Émile last, before it zebra, which is completed; Trash is deleted. */
before(async () => {
  app = await openServer()
  const titles = ['zebra', 'Apple', 'Émile', 'apple', 'Trash', 'eagle', 'Done trash']
  for (const [index, title] of titles.entries()) {
    await call(app, 'POST /api/tasks', { body: { id: idOf(index), title } })
  }
  await call(app, `PATCH /api/tasks/${idOf(0)}`, { body: { status: 'completed' } })
  await call(app, `PATCH /api/tasks/${idOf(6)}`, { body: { status: 'completed' } })
  await call(app, `DELETE /api/tasks/${idOf(4)}`)
  await call(app, `DELETE /api/tasks/${idOf(6)}`)
  await call(app, `PATCH /api/tasks/${idOf(2)}`, { body: { description: 'Changed' } })
  await call(app, 'POST /api/tasks', { user: 'bob', body: { title: 'Of Bob' } })
})

const lists: Readonly<Record<string, readonly string[]>> = {
  '': ['eagle', 'apple', 'Émile', 'Apple', 'zebra'],
  'sort=created&order=desc': ['eagle', 'apple', 'Émile', 'Apple', 'zebra'],
  'sort=created&order=asc': ['zebra', 'Apple', 'Émile', 'apple', 'eagle'],
  'order=asc': ['zebra', 'Apple', 'Émile', 'apple', 'eagle'],
  'sort=updated': ['Émile', 'zebra', 'eagle', 'apple', 'Apple'],
  'sort=updated&order=asc': ['Apple', 'apple', 'eagle', 'zebra', 'Émile'],
  'sort=title&order=asc': ['Apple', 'apple', 'eagle', 'Émile', 'zebra'],
  'sort=title&order=desc': ['zebra', 'Émile', 'eagle', 'apple', 'Apple'],
  'sort=title': ['zebra', 'Émile', 'eagle', 'apple', 'Apple'],
  'status=all': ['eagle', 'apple', 'Émile', 'Apple', 'zebra'],
  'status=pending': ['eagle', 'apple', 'Émile', 'Apple'],
  'status=completed': ['zebra'],
  'deleted=exclude': ['eagle', 'apple', 'Émile', 'Apple', 'zebra'],
  'deleted=only': ['Done trash', 'Trash'],
  'deleted=only&sort=updated&order=asc': ['Trash', 'Done trash'],
  'deleted=only&status=pending': ['Trash'],
  'deleted=only&status=completed': ['Done trash'],
  'deleted=only&q=trash&status=completed': ['Done trash'],
  'status=completed&limit=1': ['zebra'],
  'sort=title&order=asc&limit=2&status=pending': ['Apple', 'apple'],
  'q=apple&order=asc': ['Apple', 'apple'],
}

for (const [query, titles] of Object.entries(lists)) {
  test(`a list by "${query}" is exactly what it asks for, in that order`, async () => {
    assert.deepEqual(await titlesIn(app, `/api/tasks?${query}`), titles)
  })
}

test('what the trash lists says since when it is there', async () => {
  const { tasks } = (await call(app, 'GET /api/tasks?deleted=only')).json().data
  for (const { deletedAt, updatedAt } of tasks) assert.equal(deletedAt, updatedAt)
})

const wrong: readonly [query: string, ...errors: string[]][] = [
  ['status=done', '/status NOT_ALLOWED'],
  ['status=', '/status NOT_ALLOWED'],
  ['status=Pending', '/status NOT_ALLOWED'],
  ['status=pending,completed', '/status NOT_ALLOWED'],
  ['status=pending&status=completed', '/status WRONG_TYPE'],
  ['sort=createdAt', '/sort NOT_ALLOWED'],
  ['sort=-created', '/sort NOT_ALLOWED'],
  ['sort=constructor', '/sort NOT_ALLOWED'],
  ['order=ascending', '/order NOT_ALLOWED'],
  ['order=ASC', '/order NOT_ALLOWED'],
  ['deleted=true', '/deleted NOT_ALLOWED'],
  ['deleted=include', '/deleted NOT_ALLOWED'],
  [
    'deleted=1&order=up&sort=x&status=y',
    '/deleted NOT_ALLOWED',
    '/order NOT_ALLOWED',
    '/sort NOT_ALLOWED',
    '/status NOT_ALLOWED',
  ],
  ['search=milk', '/search UNKNOWN_FIELD'],
  ['page=2', '/page UNKNOWN_FIELD'],
  ['offset=2', '/offset UNKNOWN_FIELD'],
]

for (const [query, ...errors] of wrong) {
  test(`a list by "${query}" is refused, naming all that is wrong`, async () => {
    assert.deepEqual(wrongFields(await call(app, `GET /api/tasks?${query}`)), errors)
  })
}
