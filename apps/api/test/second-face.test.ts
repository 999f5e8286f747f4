import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, test } from 'node:test'
import { at } from './support/at.js'
import { type Call, call } from './support/call.js'
import { migratedDatabase } from './support/database.js'
import { envelopeFrontend } from './support/frontends/envelope-frontend.js'
import { plainFrontend } from './support/frontends/plain-frontend.js'
import { rowsOf } from './support/rows-of.js'
import { startApi } from './support/start-api.js'
import { secret, tokenOf } from './support/tokens.js'

const resources = new AsyncDisposableStack()
after(() => resources.disposeAsync())
const database = resources.use(await migratedDatabase())
const api = resources.use(
  await startApi({ environment: { NEON_DB_URL: database.url, BETTER_AUTH_SECRET: secret } }),
)
const { address: apiUrl } = api

const sessionOf = (userId: string) => ({ apiUrl, userId, token: tokenOf(userId) })

test('a frontend that has the user’s id in the address lists, creates, changes, toggles and deletes', async () => {
  const tasks = plainFrontend(sessionOf('carol'))
  assert.deepEqual(await tasks.getTasks(), [])
  const milk = await tasks.createTask({ title: 'Buy milk', description: '' })
  assert.deepEqual(
    { ...milk, id: '', created_at: '', updated_at: '' },
    {
      id: '',
      user_id: 'carol',
      title: 'Buy milk',
      description: '',
      completed: false,
      created_at: '',
      updated_at: '',
    },
  )
  assert.ok(Math.abs(Date.parse(milk.created_at) - Date.now()) < 60_000)
  const bread = await tasks.createTask({ title: 'Buy bread' })
  assert.deepEqual(await tasks.getTasks(), [bread, milk])
  assert.deepEqual(await tasks.getTasks('all', 'title'), [bread, milk])

  const done = await tasks.toggleComplete(milk.id)
  assert.deepEqual([done.completed, (await tasks.toggleComplete(milk.id)).completed], [true, false])
  const put = await tasks.updateTask(milk.id, { title: 'Buy tea', description: 'Green', completed: true })
  assert.deepEqual(await tasks.getTask(milk.id), put)
  assert.deepEqual(await tasks.getTasks('completed'), [put])
  assert.deepEqual(await tasks.getTasks('pending', 'updated'), [bread])
  assert.deepEqual(await tasks.deleteTask(milk.id), put)
  assert.deepEqual(await tasks.getTasks(), [bread])

  await assert.rejects(tasks.getTask(milk.id), { message: 'Task not found' })
  await assert.rejects(tasks.createTask({ title: '' }), {
    message: 'The title must show at least one character.',
  })
  await assert.rejects(tasks.getTasks('all', 'due_date'), {
    message: 'The sort must be created or updated or title.',
  })
  await assert.rejects(plainFrontend({ ...sessionOf('carol'), userId: 'dave' }).getTasks(), {
    message: 'The user id in the address is not yours',
  })
  await assert.rejects(plainFrontend({ ...sessionOf('carol'), token: 'x.y.z' }).getTasks(), {
    message: 'Sign in to use this',
  })
})

test('what one face changes, the other shows; deleted by one, restored by the other', async () => {
  const [plain, envelope] = [plainFrontend(sessionOf('frank')), envelopeFrontend(sessionOf('frank'))]
  const { id } = await plain.createTask({ title: 'Of both' })
  assert.equal((await envelope.getTask(id)).title, 'Of both')
  await envelope.updateTask(id, { status: 'completed' })
  assert.equal((await plain.getTask(id)).completed, true)
  const deleted = await plain.deleteTask(id)
  const restored = await call(apiUrl, `/api/tasks/${id}/restore`, { method: 'POST', token: tokenOf('frank') })
  assert.equal(restored.status, 200)
  const { updated_at: _, ...back } = await plain.getTask(id)
  const { updated_at: __, ...was } = deleted
  assert.deepEqual(back, was)
})

test('thirty toggles at once, on one task in a real database, are thirty toggles', async () => {
  const tasks = plainFrontend(sessionOf('grace'))
  const { id } = await tasks.createTask({ title: 'Everybody’s' })
  for (const [toggles, done, ends] of [
    [30, 15, false],
    [15, 8, true],
  ] as const) {
    const answers = await Promise.all(Array.from({ length: toggles }, () => tasks.toggleComplete(id)))
    assert.equal(answers.filter(({ completed }) => completed).length, done)
    assert.equal((await tasks.getTask(id)).completed, ends)
  }
})

test('another user’s path is 403 for what exists and what does not, and nothing of theirs is changed', async () => {
  const heidi = plainFrontend(sessionOf('heidi'))
  const { id } = await heidi.createTask({ title: 'Only Heidi knows' })
  const before = await rowsOf(database.url, 'heidi')
  const attempts: readonly (readonly [path: string, options: Call])[] = [
    ['', {}],
    ['', { method: 'POST', body: { title: 'Planted' } }],
    [`/${id}`, {}],
    [`/${id}`, { method: 'HEAD' }],
    [`/${id}`, { method: 'PUT', body: { title: 'Taken' } }],
    [`/${id}`, { method: 'PUT', body: '{' }],
    [`/${id}`, { method: 'DELETE' }],
    [`/${id}/complete`, { method: 'PATCH' }],
    [`/${id}/complete`, { method: 'PATCH', body: { completed: true } }],
  ]
  for (const [path, options] of attempts) {
    const seen = new Set<string>()
    for (const [userId, ofTask] of [
      ['heidi', path],
      ['heidi', path.replace(id, randomUUID())],
      ['nobody', path],
    ] as const) {
      const answer = await call(apiUrl, `/api/${userId}/tasks${ofTask}`, {
        token: tokenOf('ivan'),
        ...options,
      })
      assert.equal(answer.status, 403, answer.text)
      if (options.method !== 'HEAD') {
        assert.deepEqual(answer.body, { detail: 'The user id in the address is not yours' })
      }
      const { date, ...headers } = answer.headers
      seen.add(JSON.stringify([answer.text, headers]))
    }
    assert.equal(seen.size, 1)

    // In his own path her task is one that never was.
    if (path === '') continue
    const own = await call(apiUrl, `/api/ivan/tasks${path}`, { token: tokenOf('ivan'), ...options })
    assert.equal(own.status, options.body === '{' ? 400 : 404)
  }
  assert.deepEqual(await rowsOf(database.url, 'heidi'), before)
})

test('a user whose id needs encoding in an address has one, to the longest id', async () => {
  for (const userId of ['judy/and|50%2F', 'a b+c;d?e#f', '\u{1F600}'.repeat(255), 'changes', "' or ''='"]) {
    const tasks = plainFrontend(sessionOf(userId))
    const { id } = await tasks.createTask({ title: 'x' })
    assert.equal((await tasks.toggleComplete(id)).user_id, userId)
    assert.equal((await tasks.getTasks('completed')).length, 1)
  }
})

test('a list of more than one page is answered whole, in order, each task once', async () => {
  await call(apiUrl, '/api/tasks', { method: 'POST', token: tokenOf('kim'), body: { title: 'First' } })
  const titles = Array.from({ length: 1_100 }, (_, number) => `Task ${number}`)
  const tasks = plainFrontend(sessionOf('kim'))
  for (let from = 0; from < titles.length; from += 50) {
    await Promise.all(titles.slice(from, from + 50).map((title) => tasks.createTask({ title })))
  }
  for (const sort of ['created', 'updated', 'title']) {
    const all = await tasks.getTasks('all', sort)
    assert.equal(all.length, titles.length + 1)
    assert.equal(new Set(all.map(({ id }) => id)).size, all.length)
    assert.equal(at(all.at(sort === 'title' ? 0 : -1), 'title'), 'First')
  }
})
