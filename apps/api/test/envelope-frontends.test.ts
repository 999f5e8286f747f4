import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, test } from 'node:test'
import { migratedDatabase } from './support/database.js'
import { envelopeFrontend } from './support/frontends/envelope-frontend.js'
import { resultFrontend } from './support/frontends/result-frontend.js'
import { serviceFrontend } from './support/frontends/service-frontend.js'
import { startApi } from './support/start-api.js'
import { secret, tokenOf } from './support/tokens.js'

const resources = new AsyncDisposableStack()
after(() => resources.disposeAsync())
const database = resources.use(await migratedDatabase())
const api = resources.use(
  await startApi({ environment: { NEON_DB_URL: database.url, BETTER_AUTH_SECRET: secret } }),
)

const sessionOf = (userId: string) => ({ apiUrl: api.address, userId, token: tokenOf(userId) })
const strangers = (userId: string) => ({ ...sessionOf(userId), token: 'x.y.z' })

test('a frontend that expects success, data and error lists, creates, changes, completes and deletes', async () => {
  const tasks = envelopeFrontend(sessionOf('erin'))
  assert.deepEqual(await tasks.getTasks(), [])
  const milk = await tasks.createTask({ title: 'Buy milk', description: 'Two litres' })
  assert.deepEqual([milk.userId, milk.status, milk.description], ['erin', 'pending', 'Two litres'])
  const done = await tasks.updateTask(milk.id, { status: 'completed' })
  assert.deepEqual(await tasks.getTask(milk.id), done)
  assert.deepEqual(await tasks.getTasks('completed'), [done])
  assert.deepEqual(await tasks.deleteTask(milk.id), { message: 'Task deleted successfully' })
  await assert.rejects(tasks.getTask(milk.id), { message: 'Task not found' })
  await assert.rejects(tasks.createTask({ title: '' }), {
    message: 'The title must show at least one character.',
  })
  await assert.rejects(envelopeFrontend(strangers('erin')).getTasks(), { message: 'Sign in to use this' })
})

test('a frontend that completes by an address and shows the message of an error does as well', async () => {
  const tasks = serviceFrontend(sessionOf('frank'))
  assert.deepEqual(await tasks.getAllTasks(), [])
  const milk = await tasks.createTask({ title: 'Buy milk', description: '' })
  const renamed = await tasks.updateTask(milk.id, { title: 'Buy tea', description: 'Green' })
  assert.deepEqual([renamed.title, renamed.description], ['Buy tea', 'Green'])
  assert.equal((await tasks.toggleTaskCompletion(milk.id, true)).status, 'completed')
  assert.equal((await tasks.toggleTaskCompletion(milk.id, true)).status, 'completed')
  assert.equal((await tasks.toggleTaskCompletion(milk.id)).status, 'pending')
  assert.deepEqual(
    (await tasks.getAllTasks()).map(({ title, status }) => [title, status]),
    [['Buy tea', 'pending']],
  )
  await tasks.deleteTask(milk.id)
  assert.deepEqual(await tasks.getAllTasks(), [])

  await assert.rejects(tasks.deleteTask(milk.id), { message: 'Task not found' })
  await assert.rejects(tasks.toggleTaskCompletion(randomUUID()), { message: 'Task not found' })
  await assert.rejects(tasks.createTask({ title: 'x'.repeat(256) }), {
    message: 'The title must have at most 255 characters.',
  })
  await assert.rejects(tasks.createTask(Object.assign({ title: '' }, { priority: 'high' })), {
    message: 'There is no field named "priority". The title must show at least one character.',
  })
  await assert.rejects(serviceFrontend(strangers('frank')).getAllTasks(), { message: 'Sign in to use this' })
  const elsewhere = serviceFrontend({ ...sessionOf('frank'), apiUrl: `${api.address}/api/v1` })
  await assert.rejects(elsewhere.getAllTasks(), { message: 'There is nothing here' })
})

test('a frontend that hands its pages results gets its own, and sentences to show', async () => {
  const tasks = resultFrontend(sessionOf('grace'))
  const created = await tasks.createTask('Buy milk')
  assert.ok(created.success)
  const { id } = created.data
  const toggled = await tasks.toggleTask(id)
  assert.ok(toggled.success)
  assert.deepEqual([toggled.data.id, toggled.data.status], [id, 'completed'])
  const renamed = await tasks.renameTask(id, 'Buy tea')
  assert.ok(renamed.success)
  const listed = await tasks.getTasks()
  assert.ok(listed.success)
  assert.deepEqual(listed.data.tasks, [renamed.data])
  assert.deepEqual(await tasks.deleteTask(id), {
    success: true,
    data: { message: 'Task deleted successfully' },
  })
  assert.deepEqual(await tasks.toggleTask(id), { success: false, error: 'Task not found' })
  assert.deepEqual(await tasks.createTask(' '), {
    success: false,
    error: 'The title must show at least one character.',
  })
  assert.deepEqual(await resultFrontend(strangers('grace')).getTasks(), {
    success: false,
    error: 'Sign in to use this',
  })
})
