import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, test } from 'node:test'
import { runSql as sql } from '@taskport/adapters-postgres/testing'
import { at } from './support/at.js'
import { call } from './support/call.js'
import { migratedDatabase } from './support/database.js'
import { requestSeed } from './support/generated/find-counterexample.js'
import { json } from './support/generated/json.js'
import type { Memory } from './support/generated/memory.js'
import { type Operation, operationsOf } from './support/generated/operations.js'
import { searchValid, searchWrong } from './support/generated/search-operations.js'
import { targetAt } from './support/generated/send-request.js'
import { startApi } from './support/start-api.js'
import { secret, tokenOf } from './support/tokens.js'

const resources = new AsyncDisposableStack()
after(() => resources.disposeAsync())
const database = resources.use(await migratedDatabase())
const api = resources.use(
  await startApi({ environment: { NEON_DB_URL: database.url, BETTER_AUTH_SECRET: secret } }),
)
const target = resources.use(targetAt(api.address))
const operations = operationsOf(json((await call(api.address, '/openapi.json')).body))

let requests = 0
const met = new Set<string>()
const onAnswer = ({ name }: Operation, status: number) => {
  requests += 1
  met.add(`${name} ${status}`)
}

/** What every program was shown of its tasks at last. */
const left: Memory[] = []

const onEnd = async (memory: Memory): Promise<void> => {
  left.push(memory)
  const { body } = await call(api.address, '/api/changes', {
    token: tokenOf(memory.userId),
    agent: target.agent,
  })
  const tasks = at(body, 'data', 'tasks')
  assert.ok(Array.isArray(tasks))
  assert.deepEqual(tasks.map((task) => at(task, 'id')).sort(), [...memory.tasks.keys()].sort())
}

for (const operation of operations) {
  test(`${operation.name} takes every request that the document allows`, async (t) => {
    const before = requests
    const size = operation.needsToken
      ? { count: 150, length: { min: 1, max: 6 } }
      : { count: 4, length: { min: 1, max: 3 } }
    const found = await searchValid(target, [operation], size.length, {
      count: size.count,
      all: operations,
      onAnswer,
      onEnd,
    })
    assert.equal(found, null, found ?? '')
    t.diagnostic(`${requests - before} requests of TASKPORT_SEED=${requestSeed}`)
  })
}

/** Everything that is stored, in one line. */
const stored = async (): Promise<unknown> => {
  const [row] = await sql(
    database.url,
    `select (select md5(string_agg(tasks::text, '|' order by user_id, id)) from tasks) as tasks,
            (select md5(string_agg(owners::text, '|' order by user_id)) from owners) as owners`,
  )
  return row
}

test('Programs of all operations are answered as the document and all earlier answers promise', async (t) => {
  const before = requests
  const found = await searchValid(target, operations, { min: 5, max: 40 }, { count: 300, onAnswer, onEnd })
  assert.equal(found, null, found ?? '')
  t.diagnostic(`${requests - before} requests of TASKPORT_SEED=${requestSeed}`)
})

test('Each request that breaks one thing of the document is refused by its name, and changes nothing', async (t) => {
  const userId = `user-${randomUUID()}`
  const taskId = randomUUID()
  const body = { id: taskId, title: 'Buy milk', description: 'Two litres' }
  const token = tokenOf(userId)
  assert.equal((await call(api.address, '/api/tasks', { method: 'POST', token, body })).status, 201)
  const before = await stored()
  for (const operation of operations) {
    await t.test(operation.name, async (inner) => {
      const sent = requests
      const found = await searchWrong(target, operation, { taskId, userId }, { count: 12, onAnswer })
      assert.deepEqual(found, [])
      inner.diagnostic(`${requests - sent} requests of TASKPORT_SEED=${requestSeed}`)
    })
  }
  assert.deepEqual(await stored(), before)
})

test('What is stored is what was shown, as SQL sees it', async () => {
  const rows = await sql(
    database.url,
    `select user_id, id, title, description, completed_at is not null as is_completed,
            deleted_at is not null as is_deleted from tasks`,
  )
  const byTask = new Map(rows.map((row) => [`${row.user_id} ${row.id}`, row]))
  let compared = 0
  for (const { userId, tasks } of left) {
    for (const [id, { task, isDeleted }] of tasks) {
      const { title, description, status } = task
      const expected = {
        user_id: userId,
        id,
        title,
        description,
        is_completed: status === 'completed',
        is_deleted: isDeleted,
      }
      assert.deepEqual({ ...byTask.get(`${userId} ${id}`) }, expected)
      compared += 1
    }
  }
  assert.ok(compared > 100, `${compared} tasks were compared`)
})

/** Only a limit, a purge, a fault and an outage bring these about. */
const notByRequests = [403, 410, 429, 500, 503]

test('Every status that the document knows was met, but for those that no request brings about', () => {
  const documented = operations.flatMap(({ name, answers }) =>
    [...answers.keys()]
      .filter((status) => !notByRequests.includes(status))
      .map((status) => `${name} ${status}`),
  )
  assert.deepEqual(
    documented.filter((one) => !met.has(one)),
    [],
  )
})
