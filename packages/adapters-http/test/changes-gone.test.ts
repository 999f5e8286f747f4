import assert from 'node:assert/strict'
import { test } from 'node:test'
import { taskUseCases } from '@taskport/domain'
import { inMemoryPorts } from '@taskport/domain/in-memory'
import { call } from './support/call.js'
import { changesOf, create, titles } from './support/changes-of.js'
import { openServer } from './support/open-server.js'
import { problemIn } from './support/problem.js'

/** A server, and a way to have its trash forgotten at once. */
const openPurgeable = async () => {
  const useCases = taskUseCases(inMemoryPorts())
  return { app: await openServer({ useCases }), purge: () => useCases.purgeTrash({ days: 0 }) }
}

test('a reader who may have missed a deletion is told to start over, and can', async () => {
  const { app, purge } = await openPurgeable()
  const kept = await create(app, 'Kept')
  const gone = await create(app, 'Gone')
  const old = (await changesOf(app)).since
  await call(app, `DELETE /api/tasks/${gone}`)
  const fresh = (await changesOf(app)).since
  assert.equal(await purge(), 1)
  const refused = problemIn(await call(app, `GET /api/changes?since=${old}`), 410, 'CHANGES_GONE')
  assert.match(refused.detail, /start over without since/)
  assert.deepEqual((await changesOf(app, `?since=${fresh}`)).tasks, [], 'who has seen the deletion goes on')
  const over = await changesOf(app)
  assert.deepEqual(
    over.tasks.map(({ id }) => id),
    [kept],
  )
  await create(app, 'New')
  assert.deepEqual(titles(await changesOf(app, `?since=${over.since}`)), ['New'])
})

test('a first sync that a purge comes into the middle of starts over, unless it began after the purge', async () => {
  const { app, purge } = await openPurgeable()
  const ids = []
  for (const title of ['1', '2', '3']) ids.push(await create(app, title))
  const first = await changesOf(app, '?limit=1')
  await call(app, `DELETE /api/tasks/${ids[0]}`)
  await purge()
  problemIn(await call(app, `GET /api/changes?since=${first.since}`), 410, 'CHANGES_GONE')

  const again = await changesOf(app, '?limit=1')
  assert.deepEqual([titles(again), again.hasMore], [['2'], true])
  const rest = await changesOf(app, `?since=${again.since}`)
  assert.deepEqual([titles(rest), rest.hasMore], [['3'], false], 'an old purge is no reason to start over')
  await create(app, '4')
  assert.deepEqual(titles(await changesOf(app, `?since=${rest.since}`)), ['4'])
})

test('a mark of a future that never came, as after a restored backup, is gone', async () => {
  const lost = await openServer()
  for (const title of ['1', '2']) await create(lost, title)
  const { since } = await changesOf(lost)
  const restored = await openServer()
  await create(restored, '1')
  problemIn(await call(restored, `GET /api/changes?since=${since}`), 410, 'CHANGES_GONE')
})
