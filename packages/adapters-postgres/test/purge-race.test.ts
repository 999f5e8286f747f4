import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { parseInstant, type TaskKey, type TaskState } from '@taskport/domain'
import { Client } from 'pg'
import { openDatabase } from '../src/connection/database.js'
import { postgresTasks } from '../src/tasks/postgres-tasks.js'
import { waitingForLock } from './support/backends.js'
import { newTask } from './support/new-task.js'
import { openTasks } from './support/open-tasks.js'
import { repositoryOn } from './support/repository-on.js'
import { waitUntil } from './support/wait-until.js'

const { tasks, settings, url, close } = await openTasks()
after(close)

const longAgo = parseInstant('2026-02-01T00:00:00.000Z')
const order = { deletedBefore: parseInstant('2026-03-01T00:00:00.000Z'), limit: 10 }

const keyOf = (task: TaskState): TaskKey => ({ ownerId: task.userId, taskId: task.id })

/** A task that has been in the trash for long. */
const keepTombstone = async (ownerId: string) => {
  const task = newTask(ownerId)
  await tasks.insert(task)
  const deleted = await tasks.update(keyOf(task), (current) => ({ ...current, deletedAt: longAgo }))
  assert.ok(deleted !== null)
  return deleted
}

/** A session of its own, stepped by hand, in a transaction that is still open. */
const openTransaction = async () => {
  const client = new Client({ connectionString: url, application_name: 'stepped' })
  await client.connect()
  await client.query('begin')
  return {
    /** Changes the columns as the adapter does: the owner's counter first. */
    change: async ({ ownerId, taskId }: TaskKey, assignments: string) => {
      await client.query('update owners set version = version + 1 where user_id = $1', [ownerId])
      await client.query(
        `update tasks set ${assignments}, version = (select version from owners where user_id = $1)
        where user_id = $1 and id = $2`,
        [ownerId, taskId],
      )
    },
    purge: () => repositoryOn(client).purge(order),
    end: async (how: 'commit' | 'rollback') => {
      await client.query(how)
      await client.end()
    },
  }
}

const untilOneWaits = () => waitUntil(async () => (await waitingForLock(url)) === 1)

for (const [what, assignments] of [
  ['restored', 'deleted_at = null'],
  ['restored and deleted again', "deleted_at = '2026-02-02T00:00:00Z'"],
] as const) {
  test(`a task that is ${what} while a purge waits for its owner is kept`, async () => {
    const deleted = await keepTombstone(`purge meets ${what}`)
    const other = await openTransaction()
    await other.change(keyOf(deleted), assignments)
    const purging = tasks.purge(order)
    await untilOneWaits()
    await other.end('commit')
    assert.equal(await purging, 0)
    assert.equal((await tasks.find(keyOf(deleted)))?.version, deleted.version + 1)
    await tasks.purge(order)
  })
}

test('a restore that was undone does not keep a purge from its work', async () => {
  const deleted = await keepTombstone('purge meets a rollback')
  const other = await openTransaction()
  await other.change(keyOf(deleted), 'deleted_at = null')
  const purging = tasks.purge(order)
  await untilOneWaits()
  await other.end('rollback')
  assert.equal(await purging, 1)
  assert.equal(await tasks.find(keyOf(deleted)), null)
})

test('a restore that waits for a purge finds no task, or the task when the purge was undone', async () => {
  for (const end of ['commit', 'rollback'] as const) {
    const deleted = await keepTombstone(`restore meets ${end}`)
    const other = await openTransaction()
    await other.purge()
    assert.equal(await tasks.purge(order), 0, 'a second purge does not wait')
    const restoring = tasks.update(keyOf(deleted), (task) => ({ ...task, deletedAt: null }))
    await untilOneWaits()
    await other.end(end)
    assert.equal((await restoring)?.deletedAt, end === 'commit' ? undefined : null)
  }
})

test('until a purge is done its tasks are there; then their ids are free, with versions behind the mark', async () => {
  const deleted = await keepTombstone('creation meets a purge')
  const anew = { ...newTask(deleted.userId), id: deleted.id, title: 'Anew' }
  const other = await openTransaction()
  await other.purge()
  assert.equal((await tasks.insert(anew)).outcome, 'taken')
  const creating = tasks.insert(newTask(deleted.userId))
  await untilOneWaits()
  await other.end('commit')
  const creations = [await creating, await tasks.insert(anew)]
  const { purgedVersion, tasks: changed } = await tasks.changes({
    ownerId: deleted.userId,
    afterVersion: 0,
    limit: 10,
  })
  assert.equal(purgedVersion, deleted.version)
  const created = creations.flatMap((creation) => (creation.outcome === 'inserted' ? [creation.task] : []))
  assert.deepEqual(changed, created)
  assert.ok(created.length === 2 && created.every(({ version }) => version > purgedVersion))
})

test('a creation that met a task which is purged before it can look at it succeeds', async (t) => {
  const database = await openDatabase({ settings, poolSize: 1, deadlineMs: 10_000 })
  t.after(() => database.close())
  const deleted = await keepTombstone('creation meets a purge in its middle')
  const { insert } = postgresTasks({
    ...database,
    run: (ownerId, work) =>
      database.run(ownerId, (session) =>
        work({
          ...session,
          maybe: async (query) => {
            if (query.sql.includes('is_repeated')) await tasks.purge(order)
            return session.maybe(query)
          },
        }),
      ),
  })
  const creation = await insert({ ...newTask(deleted.userId), id: deleted.id, title: 'Anew' })
  assert.equal(creation.outcome, 'inserted')
})
