import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, test } from 'node:test'
import { runSql as sql } from '@taskport/adapters-postgres/testing'
import { at } from './support/at.js'
import { type Answer, type Call, call } from './support/call.js'
import { migratedDatabase } from './support/database.js'
import { startApi } from './support/start-api.js'
import { secret, tokenOf } from './support/tokens.js'

const resources = new AsyncDisposableStack()
after(() => resources.disposeAsync())
const database = resources.use(await migratedDatabase())
const api = resources.use(
  await startApi({ environment: { NEON_DB_URL: database.url, BETTER_AUTH_SECRET: secret } }),
)

const asUser = (userId: string) => {
  const token = tokenOf(userId)
  return (path: string, options: Call = {}): Promise<Answer> => call(api.address, path, { token, ...options })
}
const alice = asUser('alice')
const bob = asUser('bob')

/** A digest of all that is stored of a user. */
const stored = async (userId: string): Promise<unknown> => {
  const [row] = await sql(
    database.url,
    `select md5(
       (select coalesce(string_agg(tasks::text, '|' order by id), '') from tasks where user_id = $1)
       || (select coalesce(string_agg(owners::text, '|'), '') from owners where user_id = $1)
     ) as digest`,
    [userId],
  )
  return row?.digest
}

const data = ({ body }: Answer, name: string): unknown => at(body, 'data', name)

test('A user creates, reads, changes, completes, reopens and deletes a task', async () => {
  const created = await alice('/api/tasks', { method: 'POST', body: { title: '  Buy milk ' } })
  assert.equal(created.status, 201)
  assert.equal(data(created, 'title'), 'Buy milk')
  assert.equal(data(created, 'status'), 'pending')
  const path = String(created.headers.location)
  assert.equal(path, `/api/tasks/${data(created, 'id')}`)
  assert.deepEqual((await alice(path)).body, created.body)

  const put = await alice(path, { method: 'PUT', body: { description: 'Two litres' } })
  assert.equal(put.status, 200)
  assert.equal(data(put, 'title'), 'Buy milk')
  assert.equal(data(put, 'description'), 'Two litres')
  assert.ok(Number(data(put, 'version')) > Number(data(created, 'version')))

  const nothing = await alice(path, { method: 'PUT', body: {} })
  assert.deepEqual(nothing.body, put.body)

  const completed = await alice(path, { method: 'PATCH', body: { status: 'completed' } })
  assert.equal(data(completed, 'status'), 'completed')
  assert.equal(data(completed, 'completedAt'), data(completed, 'updatedAt'))

  const reopened = await alice(path, { method: 'PATCH', body: { status: 'pending', description: null } })
  assert.equal(data(reopened, 'completedAt'), null)
  assert.equal(data(reopened, 'description'), null)
  const list = await alice('/api/tasks')
  assert.deepEqual(data(list, 'tasks'), [at(reopened.body, 'data')])

  const deleted = await alice(path, { method: 'DELETE' })
  assert.deepEqual(deleted.body, { success: true, data: { message: 'Task deleted successfully' } })
  assert.equal((await alice(path)).status, 404)
  assert.equal((await alice(path, { method: 'DELETE' })).status, 404)
  assert.deepEqual(data(await alice('/api/tasks'), 'tasks'), [])
})

/** What a caller can tell of an answer, apart from what differs between any two. */
const visible = ({ status, headers, text, body }: Answer): unknown => {
  const { date, ...rest } = headers
  return { status, headers: rest, text: text.replace(String(at(body, 'requestId')), '<request>') }
}

test('Another user cannot tell a task of hers from one that does not exist, and changes nothing of it', async () => {
  const secretTask = { id: randomUUID(), title: 'Only Alice knows' }
  const created = await alice('/api/tasks', { method: 'POST', body: secretTask })
  const trashed = { id: randomUUID(), title: 'Only Alice knew' }
  await alice('/api/tasks', { method: 'POST', body: trashed })
  await alice(`/api/tasks/${trashed.id}`, { method: 'DELETE' })
  const before = await stored('alice')

  const attempts: Call[] = [
    { method: 'GET' },
    { method: 'HEAD' },
    { method: 'PUT', body: { title: 'Taken' } },
    { method: 'PATCH', body: { status: 'completed' } },
    { method: 'PATCH', body: {} },
    { method: 'DELETE' },
    { method: 'PUT', body: { title: '' } },
  ]
  for (const attempt of attempts) {
    const unknown = visible(await bob(`/api/tasks/${randomUUID()}`, attempt))
    for (const { id } of [secretTask, trashed]) {
      const foreign = await bob(`/api/tasks/${id}`, attempt)
      assert.ok(foreign.status >= 400, `${attempt.method} answered ${foreign.status}`)
      assert.doesNotMatch(foreign.text, /Alice/)
      assert.deepEqual(visible(foreign), unknown)
    }
  }
  assert.deepEqual(data(await bob('/api/tasks'), 'tasks'), [])
  assert.equal(await stored('alice'), before)

  // The same id is his to choose: it names a task of his own.
  const own = await bob('/api/tasks', { method: 'POST', body: { id: secretTask.id, title: 'Bob’s' } })
  assert.equal(own.status, 201)
  await bob(`/api/tasks/${secretTask.id}`, { method: 'DELETE' })
  assert.equal(await stored('alice'), before)
  assert.deepEqual((await alice(`/api/tasks/${secretTask.id}`)).body, created.body)
})
