import assert from 'node:assert/strict'
import { taskIdOf, userIdOf } from '../data/task-ids.js'
import type { Server } from './server.js'

interface Answer {
  readonly status: number
  readonly body: unknown
}

const ask = async (url: string, token: string, body?: object, method = 'POST'): Promise<Answer> => {
  const response = await fetch(url, {
    headers: {
      authorization: `Bearer ${token}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { method, body: JSON.stringify(body) }),
  })
  return { status: response.status, body: await response.json() }
}

/** What differs by its nature: the moment, the version (a task's own number, or its owner's), the form of a cursor. */
const varying = new Set(['createdAt', 'updatedAt', 'completedAt', 'version', 'nextCursor'])

const withoutVarying = (body: unknown): unknown =>
  JSON.parse(JSON.stringify(body, (name, value: unknown) => (varying.has(name) ? typeof value : value)))

const withoutCursor = (body: unknown): unknown =>
  JSON.parse(JSON.stringify(body, (name, value: unknown) => (name === 'nextCursor' ? typeof value : value)))

const sample = async (url: string, tokens: readonly string[]) => {
  const [own = '', other = ''] = tokens
  const task = `${url}/api/tasks/${taskIdOf(1, 7)}`
  const id = '0f6f1f0e-6d0c-4f4e-9f0a-3f6b7d1c2e4a'
  const list = await ask(`${url}/api/tasks?limit=50`, own)
  const get = await ask(task, own)
  const created = await ask(`${url}/api/tasks`, own, { id, title: ' Made ', description: 'For the check' })
  const updated = await ask(task, own, { title: 'Changed', status: 'completed' }, 'PATCH')
  const foreign = await ask(task, other)
  const refused = await ask(task, `${own}x`)
  const invalid = await ask(`${url}/api/tasks`, own, { title: '' })
  return {
    list: { ...list, body: withoutCursor(list.body) },
    get,
    created: { ...created, body: withoutVarying(created.body) },
    updated: { ...updated, body: withoutVarying(updated.body) },
    statuses: [foreign.status, refused.status],
    invalid: invalid.status >= 400 && invalid.status < 500,
  }
}

/**
 * Asks every server the same and compares: what is read must be equal to the last digit of an instant. It changes the data, in all
 * of them alike.
 * @throws {AssertionError} showing the first difference
 */
export const checkAnswers = async (servers: readonly Server[], tokens: readonly string[]): Promise<void> => {
  const [first, ...others] = await Promise.all(servers.map(({ url }) => sample(url, tokens)))
  assert.equal(first?.list.status, 200)
  assert.deepEqual(first.statuses, [404, 401])
  assert.equal(JSON.stringify(first.get.body).includes(userIdOf(1)), true)
  for (const other of others) assert.deepEqual(other, first)
}
