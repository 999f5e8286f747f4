import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { taskUseCases } from '@taskport/domain'
import { inMemoryPorts } from '@taskport/domain/in-memory'
import type { FastifyInstance } from 'fastify'
import { call } from './support/call.js'
import { openServer } from './support/open-server.js'
import { wrongFields } from './support/problem.js'
import { titlesIn } from './support/titles.js'

const useCases = taskUseCases(inMemoryPorts())
let app: FastifyInstance

before(async () => {
  app = await openServer({ useCases })
  const titles = ['b', 'Ä', 'a', 'B', 'a', 'ß', '\u{1F600}', 'z', '\0\u0001 x'.slice(1), 'a', 'ÿ'.repeat(255)]
  for (const [index, title] of titles.entries()) {
    const status = index % 2 === 0 ? 'pending' : 'completed'
    await useCases.createTask({ ownerId: 'alice', title, status })
    await useCases.createTask({ ownerId: 'bob', title, status })
  }
  for (const { id } of (await useCases.listTasks({ ownerId: 'alice', search: 'a' })).tasks.slice(0, 2)) {
    await useCases.deleteTask({ key: { ownerId: 'alice', taskId: id } })
  }
})

const pageOf = async (path: string, user = 'alice') => {
  const response = await call(app, `GET ${path}`, { user })
  assert.equal(response.statusCode, 200, response.body)
  const { tasks, nextCursor } = response.json().data
  assert.ok(nextCursor === null || /^[\w-]+$/.test(nextCursor), 'a cursor is fit for an address as it is')
  return { titles: tasks.map(({ id, title }: { id: string; title: string }) => `${id} ${title}`), nextCursor }
}

/** A list page by page, until there is no more. */
const paged = async (query: string, limit: number): Promise<string[]> => {
  const titles: string[] = []
  let cursor = ''
  for (let pages = 0; pages < 100; pages += 1) {
    const page = await pageOf(`/api/tasks?${query}&limit=${limit}${cursor}`)
    assert.ok(page.titles.length === limit || page.nextCursor === null, 'only the last page is short')
    titles.push(...page.titles)
    if (page.nextCursor === null) return titles
    cursor = `&cursor=${page.nextCursor}`
  }
  assert.fail('the list never ends')
}

const filters = ['', 'status=completed', 'q=a', 'deleted=only', 'status=all&deleted=exclude', 'q=nothing']

for (const sort of ['created', 'updated', 'title']) {
  for (const order of ['asc', 'desc']) {
    test(`pages by ${sort} ${order}, end to end, are the whole list`, async () => {
      for (const filter of filters) {
        const query = `${filter}&sort=${sort}&order=${order}`
        const whole = await pageOf(`/api/tasks?${query}`)
        assert.equal(whole.nextCursor, null)
        for (const limit of [1, 2, 3, 1_000]) {
          assert.deepEqual(await paged(query, limit), whole.titles, `${query} ${limit}`)
        }
      }
    })
  }
}

test('a page that ends where the list does says so', async () => {
  const { titles } = await pageOf('/api/tasks')
  assert.equal((await pageOf(`/api/tasks?limit=${titles.length}`)).nextCursor, null)
  assert.notEqual((await pageOf(`/api/tasks?limit=${titles.length - 1}`)).nextCursor, null)
})

test('a cursor goes on at any size, any number of times, and says defaults or leaves them out', async () => {
  const { titles } = await pageOf('/api/tasks')
  const { nextCursor } = await pageOf('/api/tasks?limit=3')
  for (const query of ['limit=2', 'limit=2&sort=created&order=desc', 'limit=2&status=all&deleted=exclude']) {
    assert.deepEqual((await pageOf(`/api/tasks?cursor=${nextCursor}&${query}`)).titles, titles.slice(3, 5))
  }
})

const notOfThisList = async (path: string, user = 'alice', server = app): Promise<void> => {
  const response = await call(server, `GET ${path}`, { user })
  assert.deepEqual(wrongFields(response), ['/cursor NOT_OF_THIS_LIST'], path)
}

for (const sort of ['created', 'updated', 'title']) {
  test(`a cursor by ${sort} that was altered in any one character is refused`, async () => {
    const { nextCursor } = await pageOf(`/api/tasks?sort=${sort}&limit=1`)
    for (let index = 0; index < nextCursor.length; index += 1) {
      const other = nextCursor[index] === 'A' ? 'B' : 'A'
      const altered = nextCursor.slice(0, index) + other + nextCursor.slice(index + 1)
      await notOfThisList(`/api/tasks?sort=${sort}&cursor=${altered}`)
      await notOfThisList(`/api/tasks?sort=${sort}&cursor=${nextCursor.slice(0, index)}`)
    }
  })
}

test('a cursor of another user, another list, another server or another address is refused', async () => {
  const { nextCursor } = await pageOf('/api/tasks?limit=1')
  await notOfThisList(`/api/tasks?cursor=${nextCursor}`, 'bob')
  const { nextCursor: ofBob } = await pageOf('/api/tasks?limit=1', 'bob')
  await notOfThisList(`/api/tasks?cursor=${ofBob}`)
  for (const query of ['status=pending', 'q=a', 'sort=title', 'sort=updated', 'order=asc', 'deleted=only']) {
    await notOfThisList(`/api/tasks?${query}&cursor=${nextCursor}`)
    const { nextCursor: foreign } = await pageOf(`/api/tasks?${query}&limit=1`)
    await notOfThisList(`/api/tasks?cursor=${foreign}`)
  }
  const other = await openServer({ useCases, tokenKeys: [new Uint8Array(32).fill(8)] })
  await notOfThisList(`/api/tasks?cursor=${nextCursor}`, 'alice', other)
  const { since } = (await call(app, 'GET /api/changes?limit=1')).json().data
  await notOfThisList(`/api/tasks?cursor=${since}`)
})

test('a cursor of another instance with the same key goes on', async () => {
  const { nextCursor } = await pageOf('/api/tasks?limit=1')
  const twin = await openServer({ useCases })
  const path = `/api/tasks?cursor=${nextCursor}`
  assert.deepEqual(await titlesIn(twin, path), await titlesIn(app, path))
})

test('what never was a cursor is refused', async () => {
  const { nextCursor } = await pageOf('/api/tasks?limit=1')
  const never = [
    `${nextCursor}=`,
    `${nextCursor}==`,
    `${nextCursor}%20`,
    `%20${nextCursor}`,
    `${nextCursor}A`,
    '',
  ]
  for (const cursor of [...never, 'null', 'undefined', '0', 'x'.repeat(8_000), '%F0%9F%98%80', '%00']) {
    await notOfThisList(`/api/tasks?cursor=${cursor}`)
  }
  const twice = await call(app, `GET /api/tasks?cursor=${nextCursor}&cursor=${nextCursor}`)
  assert.deepEqual(wrongFields(twice), ['/cursor WRONG_TYPE'])
})

test('tasks that keep their place are met once each, whatever is created or deleted meanwhile', async () => {
  const own = taskUseCases(inMemoryPorts())
  const server = await openServer({ useCases: own })
  for (const title of ['1', '2', '3', '4', '5']) await call(server, 'POST /api/tasks', { body: { title } })
  const first = (await call(server, 'GET /api/tasks?limit=2')).json().data
  await call(server, 'POST /api/tasks', { body: { title: '6' } })
  await call(server, `DELETE /api/tasks/${first.tasks[1].id}`)
  const rest = await titlesIn(server, `/api/tasks?cursor=${first.nextCursor}`)
  assert.deepEqual(rest, ['3', '2', '1'])
})
