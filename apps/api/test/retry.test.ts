import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { at } from './support/at.js'
import { type Answer, call } from './support/call.js'
import { migratedDatabase } from './support/database.js'
import { startApi } from './support/start-api.js'
import { secret, tokenOf } from './support/tokens.js'

const resources = new AsyncDisposableStack()
after(() => resources.disposeAsync())
const database = resources.use(await migratedDatabase())
const api = resources.use(
  await startApi({ environment: { NEON_DB_URL: database.url, BETTER_AUTH_SECRET: secret } }),
)

const a = '0f6f1f0e-6d0c-4f4e-9f0a-00000000000a'
const b = '0f6f1f0e-6d0c-4f4e-9f0a-00000000000b'
const c = '0f6f1f0e-6d0c-4f4e-9f0a-00000000000c'

interface Step {
  readonly request: string
  readonly body?: unknown
  /** Whether the version that the task has before this step is named by If-Match. */
  readonly isConditional?: true
  readonly status: number
  /** The status of the same request again. */
  readonly again: number
}

const story: readonly Step[] = [
  { request: 'POST /api/tasks', body: { id: a, title: 'A' }, status: 201, again: 200 },
  { request: 'POST /api/tasks', body: { id: b, title: 'B', status: 'completed' }, status: 201, again: 200 },
  { request: 'POST /api/tasks', body: { id: c, title: 'C', description: 'c' }, status: 201, again: 200 },
  { request: 'POST /api/tasks', body: { id: c, title: 'Other' }, status: 409, again: 409 },
  { request: `PATCH /api/tasks/${a}`, body: { title: 'A2' }, status: 200, again: 200 },
  { request: `PUT /api/tasks/${a}`, body: { status: 'completed' }, status: 200, again: 200 },
  { request: `PATCH /api/tasks/${a}`, body: { title: 'A3' }, isConditional: true, status: 200, again: 412 },
  {
    request: `PATCH /api/tasks/${c}`,
    body: { description: null },
    isConditional: true,
    status: 200,
    again: 412,
  },
  { request: `PATCH /api/tasks/${a}/complete`, body: { completed: false }, status: 200, again: 200 },
  { request: `PATCH /api/tasks/${a}/complete`, body: { completed: true }, status: 200, again: 200 },
  { request: `DELETE /api/tasks/${b}`, isConditional: true, status: 200, again: 404 },
  { request: `DELETE /api/tasks/${c}`, status: 200, again: 404 },
  { request: 'POST /api/tasks', body: { id: c, title: 'C', description: 'c' }, status: 200, again: 200 },
  { request: `POST /api/tasks/${b}/restore`, status: 200, again: 409 },
  { request: `PUT /api/tasks/${b}`, body: { status: 'pending' }, status: 200, again: 200 },
  { request: `PUT /api/tasks/${c}`, body: { title: 'In the trash' }, status: 404, again: 404 },
]

const send = (userId: string, { request, body }: Step, ifMatch: string | undefined): Promise<Answer> => {
  const [method = '', path = ''] = request.split(' ')
  const headers = ifMatch === undefined ? {} : { 'if-match': ifMatch }
  return call(api.address, path, { method, token: tokenOf(userId), body, headers })
}

const versionOf = async (userId: string, { request }: Step): Promise<string> => {
  const { headers } = await call(api.address, request.split(' ')[1] ?? '', { token: tokenOf(userId) })
  return String(headers.etag)
}

/** Plays the story as a user whose network loses no answer, or every first one. */
const play = async (userId: string, loses: 'no answer' | 'every first answer'): Promise<void> => {
  for (const step of story) {
    const ifMatch = step.isConditional ? await versionOf(userId, step) : undefined
    const first = await send(userId, step, ifMatch)
    assert.equal(first.status, step.status, step.request)
    if (loses === 'no answer') continue
    const second = await send(userId, step, ifMatch)
    assert.equal(second.status, step.again, `${step.request}, again`)
    if (step.again === 200) assert.deepEqual(second.body, first.body, `${step.request}, again`)
  }
}

/** What a user has, in the order of the last changes, without what is another for every user. */
const stateOf = async (userId: string): Promise<unknown> => {
  const { body } = await call(api.address, '/api/changes', { token: tokenOf(userId) })
  const tasks = at(body, 'data', 'tasks')
  assert.ok(Array.isArray(tasks))
  return tasks.map((task) => ({
    id: at(task, 'id'),
    title: at(task, 'title'),
    description: at(task, 'description'),
    status: at(task, 'status'),
    isCompleted: at(task, 'completedAt') !== null,
    isDeleted: at(task, 'deletedAt') !== null,
  }))
}

test('A story each of whose requests is sent twice ends as one without a retry', async () => {
  await play('alice', 'no answer')
  await play('bob', 'every first answer')
  const state = await stateOf('alice')
  assert.deepEqual(await stateOf('bob'), state)
  assert.deepEqual(state, [
    { id: a, title: 'A3', description: null, status: 'completed', isCompleted: true, isDeleted: false },
    { id: c, title: 'C', description: null, status: 'pending', isCompleted: false, isDeleted: true },
    { id: b, title: 'B', description: null, status: 'pending', isCompleted: false, isDeleted: false },
  ])
})
