import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { createTaskport, type Task, type TaskChanges, type Tasks } from '@taskport/client'
import { failureOf } from './support/failure-of.js'
import { openApi } from './support/open-api.js'
import { openBadLine } from './support/open-bad-line.js'

const token = () => 'alice'

/** The same person's tasks twice: over a bad line, and from another device over a good one. */
const open = async (context: TestContext) => {
  const apiUrl = await openApi(context)
  const { baseUrl, fates } = await openBadLine(context, apiUrl)
  const { tasks } = createTaskport({ baseUrl, token, retry: { baseDelayMs: 1 } })
  const { tasks: elsewhere } = createTaskport({ baseUrl: apiUrl, token })
  return { tasks, elsewhere, fates }
}

test('a creation whose answers are lost creates one task', async (context) => {
  const { tasks, elsewhere, fates } = await open(context)
  fates.push('lose', 'block', 'lose')
  const created = await tasks.create({ title: 'Buy milk' })
  assert.deepEqual((await elsewhere.list()).tasks, [created])
})

test('reading is tried again', async (context) => {
  const { tasks, fates } = await open(context)
  const created = await tasks.create({ title: 'Buy milk' })
  fates.push('block', 'lose', 'block')
  assert.deepEqual(await tasks.get(created.id), created)
  fates.push('lose')
  assert.deepEqual((await tasks.list()).tasks, [created])
  fates.push('lose')
  assert.deepEqual((await tasks.catchUp()).tasks, [created])
})

test('a conditional change whose answer is lost is known for done by what the refusal shows', async (context) => {
  const { tasks, fates } = await open(context)
  const seen = await tasks.create({ title: 'Buy milk', description: 'Two litres' })
  fates.push('lose', 'block', 'lose')
  const changed = await tasks.update(seen, {
    title: ' Buy oat milk ',
    description: null,
    status: 'completed',
  })
  assert.equal(changed.title, 'Buy oat milk')
  assert.equal(changed.description, null)
  assert.equal(changed.status, 'completed')
  assert.deepEqual(await tasks.get(changed.id), changed)
})

test('a conditional change that did not arrive is sent again', async (context) => {
  const { tasks, fates } = await open(context)
  const seen = await tasks.create({ title: 'Buy milk' })
  fates.push('block')
  assert.equal((await tasks.update(seen, { title: 'Buy oat milk' })).title, 'Buy oat milk')
})

/** Mine over a bad line, and what another device does before my second attempt. */
const meddledWith = async (
  context: TestContext,
  meddle: (elsewhere: Tasks, task: Task) => Promise<unknown>,
) => {
  const apiUrl = await openApi(context)
  const { baseUrl, fates } = await openBadLine(context, apiUrl)
  const { tasks: elsewhere } = createTaskport({ baseUrl: apiUrl, token })
  const seen = await elsewhere.create({ title: 'Buy milk' })
  let attempts = 0
  const { tasks } = createTaskport({
    baseUrl,
    token,
    retry: { baseDelayMs: 1 },
    fetch: async (...request) => {
      attempts += 1
      if (attempts === 2) await meddle(elsewhere, seen)
      return fetch(...request)
    },
  })
  return { seen, tasks, elsewhere, fates }
}

const contested: readonly (readonly [TaskChanges, TaskChanges])[] = [
  [{ title: 'Mine' }, { title: 'Theirs' }],
  [{ description: 'Mine' }, { description: 'Theirs' }],
  [
    { title: 'Mine', status: 'completed' },
    { title: 'Mine', status: 'pending' },
  ],
]

test('what somebody did between two attempts is not overwritten', async (context) => {
  for (const [mine, theirs] of contested) {
    for (const fate of ['lose', 'block'] as const) {
      const { seen, tasks, elsewhere, fates } = await meddledWith(context, (elsewhere, { id }) =>
        elsewhere.update(id, theirs),
      )
      fates.push(fate)
      const error = await failureOf(tasks.update(seen, mine))
      if (error.code !== 'VERSION_CONFLICT') assert.fail(error.code)
      assert.partialDeepStrictEqual(error.current, theirs)
      assert.deepEqual(await elsewhere.get(seen.id), error.current)
    }
  }
})

test('a restoration that somebody has undone is a conflict', async (context) => {
  const { seen, tasks, elsewhere, fates } = await meddledWith(context, (elsewhere, { id }) =>
    elsewhere.remove(id),
  )
  await elsewhere.remove(seen)
  const [trashed] = (await elsewhere.list({ deleted: 'only' })).tasks
  assert.ok(trashed)
  fates.push('lose')
  const error = await failureOf(tasks.restore(trashed))
  if (error.code !== 'VERSION_CONFLICT') assert.fail(error.code)
  assert.notEqual(error.current.deletedAt, null)
})

test('a removal and a restoration whose answers are lost are known for done', async (context) => {
  const { tasks, elsewhere, fates } = await open(context)
  const seen = await tasks.create({ title: 'Buy milk' })
  fates.push('lose', 'lose')
  assert.equal(await tasks.remove(seen), undefined)
  const [trashed] = (await elsewhere.list({ deleted: 'only' })).tasks
  assert.ok(trashed)
  fates.push('lose', 'lose')
  const restored = await tasks.restore(trashed)
  assert.equal(restored.deletedAt, null)
  assert.deepEqual(await elsewhere.get(seen.id), restored)
})

test('a first refusal stands, whatever it shows', async (context) => {
  const { tasks } = await open(context)
  const seen = await tasks.create({ title: 'Buy milk' })
  await tasks.remove(seen)
  assert.equal((await failureOf(tasks.remove(seen))).code, 'TASK_NOT_FOUND')
})

test('without a condition a change is not sent again when it may have been carried out', async (context) => {
  const { tasks, elsewhere, fates } = await open(context)
  const { id } = await tasks.create({ title: 'Buy milk' })
  fates.push('lose')
  assert.equal((await failureOf(tasks.update(id, { title: 'Buy oat milk' }))).code, 'NETWORK')
  fates.push('lose')
  assert.equal((await failureOf(tasks.remove(id))).code, 'NETWORK')
  fates.push('lose')
  assert.equal((await failureOf(tasks.restore(id))).code, 'NETWORK')
  assert.equal((await elsewhere.get(id)).title, 'Buy oat milk')
  assert.equal(fates.length, 0)
})
