import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { openTestDatabase, runSql, testServerUrl, withoutPolicies } from '@taskport/adapters-postgres/testing'
import { parseInstant, type TaskState } from '@taskport/domain'
import { connectionSettings } from '../src/connection/connection-settings.js'
import { openPostgres } from '../src/open-postgres.js'
import { waitingForLock } from './support/backends.js'
import { holdOwner } from './support/hold-owner.js'
import { newTask } from './support/new-task.js'
import { waitUntil } from './support/wait-until.js'

const deletedAt = parseInstant('1999-01-01T00:00:00.000Z')
const old = { createdAt: deletedAt, updatedAt: deletedAt }

/** Tasks on a database whose policies are off: what is counted for whom is the statements' and triggers' own doing. */
const openCounted = async (t: TestContext) => {
  const { url, drop } = await openTestDatabase(testServerUrl())
  await withoutPolicies(url)
  const settings = connectionSettings(url)
  const { tasks, close } = await openPostgres({ settings, poolSize: 4, deadlineMs: 10_000 })
  t.after(async () => {
    await close()
    await drop()
  })
  const counts = async () =>
    Object.fromEntries(
      (await runSql(url, 'select user_id, task_count from owners')).map((row) => [
        row.user_id,
        Number(row.task_count),
      ]),
    )
  const keep = async (ownerId: string, count: number) => {
    const kept = Array.from({ length: count }, () => ({ ...newTask(ownerId), ...old }))
    for (const task of kept) assert.equal((await tasks.insert(task)).outcome, 'inserted')
    return kept
  }
  return { url, tasks, counts, keep }
}

test('what an owner adds and loses is counted for that owner alone', async (t) => {
  const { tasks, counts, keep } = await openCounted(t)
  await keep('ann', 3)
  const [first] = await keep('bob', 2)
  assert.deepEqual(await counts(), { ann: 3, bob: 2 })
  assert.ok(first !== undefined)
  await tasks.update({ ownerId: 'bob', taskId: first.id }, (task) => ({ ...task, deletedAt }))
  assert.deepEqual(await counts(), { ann: 3, bob: 2 }, 'the trash counts')
  assert.equal(await tasks.purge({ deletedBefore: parseInstant('1999-02-01T00:00:00.000Z'), limit: 10 }), 1)
  assert.deepEqual(await counts(), { ann: 3, bob: 1 })
})

test('trash that was written by other means, and not counted, is purged all the same', async (t) => {
  const { url, tasks, counts, keep } = await openCounted(t)
  const [first] = await keep('ann', 1)
  assert.ok(first !== undefined)
  await tasks.update({ ownerId: 'ann', taskId: first.id }, (task) => ({ ...task, deletedAt }))
  await runSql(url, 'update owners set task_count = 0')
  assert.equal(await tasks.purge({ deletedBefore: parseInstant('1999-02-01T00:00:00.000Z'), limit: 10 }), 1)
  assert.deepEqual(await counts(), { ann: 0 })
})

test('an owner is full by his own tasks, whoever has more or fewer', async (t) => {
  const { tasks, keep } = await openCounted(t)
  await keep('a', 3)
  await keep('m', 2)
  await keep('z', 1)
  const outcomes = async (quota: number) =>
    Promise.all(['a', 'm', 'z'].map(async (owner) => (await tasks.insert(newTask(owner), { quota })).outcome))
  assert.deepEqual(await outcomes(1), ['full', 'full', 'full'])
  assert.deepEqual(await outcomes(2), ['full', 'full', 'inserted'])
  assert.deepEqual(await outcomes(3), ['full', 'inserted', 'inserted'])
})

test('of many who create the same task at once one does, and it is counted once', async (t) => {
  const { tasks, counts } = await openCounted(t)
  const outcomesOf = async (states: readonly TaskState[]) => {
    const insertions = await Promise.all(states.map((state) => tasks.insert(state)))
    return insertions.map(({ outcome }) => outcome).sort()
  }
  for (const ownerId of ['new', 'new', 'known']) {
    const task = newTask(ownerId)
    const same = [task, task, task, task]
    assert.deepEqual(await outcomesOf(same), ['inserted', 'repeated', 'repeated', 'repeated'])
    const other = { ...newTask(ownerId), title: 'Other' }
    const [first, ...rest] = await outcomesOf([other, { ...other, title: 'Another' }])
    assert.deepEqual([first, ...rest], ['inserted', 'taken'])
  }
  assert.deepEqual(await counts(), { new: 4, known: 2 })
})

test('a creation that finds its id taken, at last, is undone and told what is there', async (t) => {
  const { url, tasks, counts } = await openCounted(t)
  const task = newTask('ann')
  await tasks.insert(newTask('ann'))
  const holder = await holdOwner(url, 'ann')
  const both = [tasks.insert(task), tasks.insert(task)]
  await waitUntil(async () => (await waitingForLock(url)) === 2)
  await holder.letGo()
  const outcomes = (await Promise.all(both)).map(({ outcome }) => outcome).sort()
  assert.deepEqual(outcomes, ['inserted', 'repeated'])
  assert.deepEqual(await counts(), { ann: 2 })
  const changes = await tasks.changes({ ownerId: 'ann', afterVersion: 0, limit: 10 })
  assert.deepEqual([changes.tasks.length, changes.latestVersion], [2, 2])
})
