import assert from 'node:assert/strict'
import { test } from 'node:test'
import { taskUseCases } from '@taskport/domain'
import { inMemoryPorts } from '@taskport/domain/in-memory'
import { call } from './support/call.js'
import { openServer } from './support/open-server.js'

const json = 'application/json; charset=utf-8'

test('GET of the list answers the newest first, and the caller’s own alone', async () => {
  const app = await openServer()
  const empty = await call(app, 'GET /api/tasks')
  assert.equal(empty.statusCode, 200)
  assert.equal(empty.headers['content-type'], json)
  assert.equal(empty.body, '{"success":true,"data":{"tasks":[],"nextCursor":null}}')

  for (const title of ['One', 'Two', 'Three']) await call(app, 'POST /api/tasks', { body: { title } })
  await call(app, 'POST /api/tasks', { user: 'bob', body: { title: 'Of Bob' } })
  const { data } = (await call(app, 'GET /api/tasks')).json()
  assert.deepEqual(
    data.tasks.map(({ title }: { title: string }) => title),
    ['Three', 'Two', 'One'],
  )
  assert.deepEqual(data.tasks[0], (await call(app, `GET /api/tasks/${data.tasks[0].id}`)).json().data)
})

test('GET of the list answers as many as asked for, 1,000 when nothing is asked', async () => {
  const useCases = taskUseCases(inMemoryPorts())
  const app = await openServer({ useCases })
  for (let number = 1; number <= 1_001; number += 1) {
    await useCases.createTask({ ownerId: 'alice', title: `Task ${number}` })
  }
  const titles = async (query: string): Promise<string[]> => {
    const response = await call(app, `GET /api/tasks${query}`)
    assert.equal(response.statusCode, 200)
    return response.json().data.tasks.map(({ title }: { title: string }) => title)
  }
  assert.deepEqual(await titles('?limit=1'), ['Task 1001'])
  assert.deepEqual(await titles('?limit=2'), ['Task 1001', 'Task 1000'])
  const all = await titles('')
  assert.deepEqual([all.length, all[0], all.at(-1)], [1_000, 'Task 1001', 'Task 2'])
  assert.deepEqual(await titles('?limit=1000'), all)
  assert.equal((await titles('?limit=999')).length, 999)
})
