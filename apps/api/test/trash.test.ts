import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { assertProblem } from './support/assert-problem.js'
import { at } from './support/at.js'
import { type Call, call } from './support/call.js'
import { migratedDatabase } from './support/database.js'
import { startApi } from './support/start-api.js'
import { secret, tokenOf } from './support/tokens.js'
import { waitUntil } from './support/wait-until.js'

const emptied = 'Emptied the trash of what nobody can restore any more'

test('With TRASH_DAYS=0 the next start forgets what is in the trash, and who has not seen it starts over', async () => {
  await using database = await migratedDatabase()
  const environment = { NEON_DB_URL: database.url, BETTER_AUTH_SECRET: secret }
  const asAlice = (address: string) => (path: string, options?: Call) =>
    call(address, path, { token: tokenOf('alice'), ...options })
  const kept = { id: randomUUID(), title: 'Kept' }
  const gone = { id: randomUUID(), title: 'Gone' }
  let before: unknown
  let after: unknown
  {
    await using api = await startApi({ environment })
    const ask = asAlice(api.address)
    for (const body of [kept, gone]) await ask('/api/tasks', { method: 'POST', body })
    before = at((await ask('/api/changes')).body, 'data', 'since')
    await ask(`/api/tasks/${gone.id}`, { method: 'DELETE' })
    after = at((await ask('/api/changes')).body, 'data', 'since')
    await api.stop()
  }
  {
    await using api = await startApi({ environment })
    const ask = asAlice(api.address)
    const changes = await ask(`/api/changes?since=${before}`)
    assert.match(changes.text, /"title":"Gone"/, 'with 30 days it is all still there')
    await api.stop()
  }
  await using api = await startApi({ environment: { ...environment, TRASH_DAYS: '0' } })
  const ask = asAlice(api.address)
  const lines = () => api.log().filter((line) => at(line, 'msg') === emptied)
  await waitUntil(() => lines().length > 0)
  assert.deepEqual(
    lines().map((line) => [at(line, 'purged'), at(line, 'days')]),
    [[1, 0]],
  )
  assertProblem(await ask(`/api/changes?since=${before}`), 410, 'CHANGES_GONE')
  assert.equal((await ask(`/api/changes?since=${after}`)).status, 200)
  const over = await ask('/api/changes')
  const tasks = at(over.body, 'data', 'tasks')
  assert.ok(Array.isArray(tasks))
  assert.deepEqual(
    tasks.map((task) => at(task, 'id')),
    [kept.id],
  )
  assertProblem(await ask(`/api/tasks/${gone.id}/restore`, { method: 'POST' }), 404, 'TASK_NOT_FOUND')
  assert.deepEqual(at((await ask('/api/tasks?deleted=only')).body, 'data', 'tasks'), [])
})
