import assert from 'node:assert/strict'
import { test } from 'node:test'
import { applyChanges, type Task, taskUseCases } from '@taskport/domain'
import { inMemoryPorts } from '@taskport/domain/in-memory'
import type { FastifyInstance } from 'fastify'
import { call } from './support/call.js'
import { changesOf, create, titles } from './support/changes-of.js'
import { openServer } from './support/open-server.js'
import { wrongFields } from './support/problem.js'

const notOfThisFeed = async (app: FastifyInstance, since: string, user = 'alice'): Promise<void> => {
  const response = await call(app, `GET /api/changes?since=${since}`, { user })
  assert.deepEqual(wrongFields(response), ['/since NOT_OF_THIS_FEED'], since)
}

test('without a mark, everything of the caller is answered in the order of the changes, the trash too', async () => {
  const app = await openServer()
  assert.deepEqual({ ...(await changesOf(app)), since: '' }, { tasks: [], since: '', hasMore: false })
  const ids = [await create(app, 'One'), await create(app, 'Two'), await create(app, 'Three')]
  await call(app, 'POST /api/tasks', { user: 'bob', body: { title: 'Of Bob' } })
  await call(app, `PATCH /api/tasks/${ids[0]}`, { body: { status: 'completed' } })
  await call(app, `DELETE /api/tasks/${ids[1]}`)
  const page = await changesOf(app)
  assert.deepEqual(titles(page), ['Three', 'One', 'Two'])
  assert.deepEqual(
    page.tasks.map(({ version }) => version),
    [3, 4, 5],
  )
  assert.deepEqual(
    page.tasks.map(({ deletedAt }) => deletedAt !== null),
    [false, false, true],
  )
  assert.deepEqual(page.tasks[1], (await call(app, `GET /api/tasks/${ids[0]}`)).json().data)
  assert.deepEqual(titles(await changesOf(app, '', 'bob')), ['Of Bob'])
})

test('since a mark, only what changed is answered, each task once, in its latest state', async () => {
  const app = await openServer()
  const before = await changesOf(app)
  const one = await create(app, 'One')
  const { since } = await changesOf(app, `?since=${before.since}`)
  assert.deepEqual((await changesOf(app, `?since=${since}`)).tasks, [])
  await create(app, 'Two')
  for (const title of ['A', 'B', 'C']) await call(app, `PATCH /api/tasks/${one}`, { body: { title } })
  const changed = await changesOf(app, `?since=${since}`)
  assert.deepEqual(titles(changed), ['Two', 'C'])
  await call(app, `DELETE /api/tasks/${one}`)
  const deleted = await changesOf(app, `?since=${changed.since}`)
  assert.deepEqual([titles(deleted), deleted.tasks[0]?.deletedAt !== null], [['C'], true])
  await call(app, `POST /api/tasks/${one}/restore`)
  const restored = await changesOf(app, `?since=${deleted.since}`)
  assert.deepEqual([titles(restored), restored.tasks[0]?.deletedAt], [['C'], null])
  assert.deepEqual(titles(await changesOf(app, `?since=${before.since}`)), ['Two', 'C'], 'a mark stays good')
})

test('what changes nothing, or is refused, is no change', async () => {
  const app = await openServer()
  const id = await create(app, 'One')
  const { since } = await changesOf(app)
  await call(app, `PATCH /api/tasks/${id}`, { body: { title: 'One' } })
  await call(app, `PATCH /api/tasks/${id}`, { body: { title: '' } })
  await call(app, `DELETE /api/tasks/${id}`, { headers: { 'if-match': '"9"' } })
  await call(app, `PATCH /api/tasks/${id}`, { user: 'bob', body: { title: 'Taken' } })
  assert.deepEqual((await changesOf(app, `?since=${since}`)).tasks, [])
})

test('a page has as many as asked for, and says whether there are more', async () => {
  const app = await openServer()
  for (let number = 1; number <= 5; number += 1) await create(app, `${number}`)
  const seen: string[] = []
  let query = '?limit=2'
  for (const expected of [true, true, false]) {
    const page = await changesOf(app, query)
    assert.equal(page.hasMore, expected)
    seen.push(...titles(page))
    query = `?limit=2&since=${page.since}`
  }
  assert.deepEqual(seen, ['1', '2', '3', '4', '5'])
  assert.deepEqual(await changesOf(app, '?limit=5').then(({ hasMore }) => hasMore), false)
  for (const limit of ['0', '1001', 'x', '', '1.5']) {
    const response = await call(app, `GET /api/changes?limit=${limit}`)
    assert.match(wrongFields(response).join(), /^\/limit (OUT_OF_RANGE|WRONG_TYPE)$/)
  }
})

test('a reader who goes page by page ends with what is stored, whatever changes meanwhile', async () => {
  const app = await openServer()
  const ids: string[] = []
  for (let number = 1; number <= 6; number += 1) ids.push(await create(app, `${number}`))
  let known: ReadonlyMap<string, Task> = new Map()
  let query = '?limit=1'
  for (let round = 0; ; round += 1) {
    assert.ok(round < 50, 'the reader catches up')
    const page = await changesOf(app, query)
    known = applyChanges(known, page.tasks)
    query = `?limit=1&since=${page.since}`
    if (round < 6) await call(app, `PATCH /api/tasks/${ids[round]}`, { body: { title: `Changed ${round}` } })
    if (round === 2) await call(app, `DELETE /api/tasks/${ids[0]}`)
    if (round > 6 && !page.hasMore) break
  }
  const everything = await changesOf(app)
  assert.deepEqual(
    [...known.values()].sort((a, b) => a.version - b.version),
    everything.tasks,
  )
})

test('a mark that was altered, or is another’s, or none, is refused', async () => {
  const useCases = taskUseCases(inMemoryPorts())
  const app = await openServer({ useCases })
  for (const title of ['One', 'Two']) await create(app, title)
  const { since } = await changesOf(app, '?limit=1')
  for (let index = 0; index < since.length; index += 1) {
    const other = since[index] === 'A' ? 'B' : 'A'
    await notOfThisFeed(app, since.slice(0, index) + other + since.slice(index + 1))
    await notOfThisFeed(app, since.slice(0, index))
  }
  await notOfThisFeed(app, since, 'bob')
  await notOfThisFeed(app, (await changesOf(app, '', 'bob')).since)
  const other = await openServer({ useCases, tokenKeys: [new Uint8Array(32).fill(8)] })
  await notOfThisFeed(other, since)
  const { nextCursor } = (await call(app, 'GET /api/tasks?sort=updated&limit=1')).json().data
  for (const never of [nextCursor, `${since}=`, `${since}%20`, '0', '1', 'null', '%00', 'x'.repeat(8_000)]) {
    await notOfThisFeed(app, never)
  }
  const twice = await call(app, `GET /api/changes?since=${since}&since=${since}`)
  assert.deepEqual(wrongFields(twice), ['/since WRONG_TYPE'])
  const twin = await openServer({ useCases })
  assert.deepEqual(titles(await changesOf(twin, `?since=${since}`)), ['Two'])
})

test('the feed refuses what is no parameter of it, by name', async () => {
  const app = await openServer()
  const response = await call(app, 'GET /api/changes?cursor=x&status=all')
  assert.deepEqual(wrongFields(response), ['/cursor UNKNOWN_FIELD', '/status UNKNOWN_FIELD'])
})
