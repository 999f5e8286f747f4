import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { openTestDatabase, runSql, testServerUrl } from '@taskport/adapters-postgres/testing'
import { parseInstant, type TaskQuery, type TaskRepository, type TaskState } from '@taskport/domain'
import { taskRepositoryContract } from '@taskport/domain/contract'
import { connectionSettings } from '../src/connection/connection-settings.js'
import { type Database, openDatabase } from '../src/connection/database.js'
import { postgresTasks } from '../src/tasks/postgres-tasks.js'
import { newTask } from './support/new-task.js'

/**
 * A database whose policies are off, so that nothing but the statements themselves keeps owners apart. `others` are statements that
 * change it further.
 */
const openBare = async (...others: readonly string[]) => {
  const { url, drop } = await openTestDatabase(testServerUrl())
  await runSql(
    url,
    [
      'alter table tasks disable row level security',
      'alter table owners disable row level security',
      ...others,
    ].join('; '),
  )
  const database = await openDatabase({
    settings: connectionSettings(url),
    poolSize: 10,
    deadlineMs: 10_000,
  })
  after(async () => {
    await database.close()
    await drop()
  })
  return database
}

/** So that of several rows the one that was stored first comes first, whatever the keys are. */
const withoutIndexScans = ['indexscan', 'indexonlyscan', 'bitmapscan'].map(
  (kind) =>
    `do $$begin execute format('alter database %I set enable_${kind} = off', current_database()); end$$`,
)

const database = await openBare()
const plans = {
  'by the indexes': postgresTasks(await openBare()),
  'row after row': postgresTasks(await openBare(...withoutIndexScans)),
}

const all: Omit<TaskQuery, 'ownerId'> = {
  status: 'all',
  isDeleted: false,
  words: [],
  sort: 'created',
  order: 'desc',
  after: null,
  limit: 1_000,
}

const key = ({ userId, id }: TaskState) => ({ ownerId: userId, taskId: id })

/** All that an owner can see of what he has. */
const stateIn = (tasks: TaskRepository) => async (ownerId: string) => ({
  kept: await tasks.list({ ...all, ownerId }),
  trash: await tasks.list({ ...all, ownerId, isDeleted: true }),
  changes: await tasks.changes({ ownerId, afterVersion: 0, limit: 1_000 }),
})

/** An owner before and one behind the other in every order of ids, whoever came first. */
const encounters = [
  { meddler: 'a', victim: 'z', first: 'victim' },
  { meddler: 'z', victim: 'a', first: 'victim' },
  { meddler: 'a', victim: 'z', first: 'meddler' },
  { meddler: 'z', victim: 'a', first: 'meddler' },
] as const

const deletedAt = parseInstant('1999-01-01T00:00:00.000Z')
const old = { createdAt: deletedAt, updatedAt: deletedAt }

const cases = Object.entries(plans).flatMap(([plan, tasks]) =>
  encounters.map((encounter, number) => ({ plan, tasks, number, ...encounter })),
)

for (const { plan, tasks, number, meddler, victim, first } of cases) {
  describe(`${plan}: the owner ${meddler} and the owner ${victim}, of one id and one version, the ${first} first`, () => {
    const stateOf = stateIn(tasks)

    /** Two owners of this test alone, who have each a task of the same id and version. */
    const meet = async (what: string) => {
      const mine = { ...newTask(`${what} ${number} ${meddler}`, { title: 'Mine' }), ...old }
      const theirs = { ...mine, userId: `${what} ${number} ${victim}`, title: 'Theirs' }
      const both = first === 'victim' ? [theirs, mine] : [mine, theirs]
      for (const task of both) assert.equal((await tasks.insert(task)).outcome, 'inserted')
      return { mine, theirs }
    }

    test('each finds, lists and is told of the changes of what is his own', async () => {
      const { mine, theirs } = await meet('reading')
      for (const task of [mine, theirs]) {
        assert.equal((await tasks.find(key(task)))?.title, task.title)
        const { kept, trash, changes } = await stateOf(task.userId)
        assert.deepEqual([kept.tasks.map(({ title }) => title), kept.hasMore], [[task.title], false])
        assert.deepEqual(trash.tasks, [])
        assert.deepEqual([changes.tasks, changes.latestVersion], [kept.tasks, 1])
      }
    })

    test('one who has nothing sees nothing, nor any counter', async () => {
      const { mine, theirs } = await meet('nothing')
      for (const ownerId of [`${mine.userId}!`, `${theirs.userId}!`, '!', '\u{10FFFF}']) {
        assert.equal(await tasks.find({ ownerId, taskId: mine.id }), null)
        assert.equal(await tasks.update({ ownerId, taskId: mine.id }, () => assert.fail()), null)
        const { kept, trash, changes } = await stateOf(ownerId)
        assert.deepEqual(
          [kept.tasks, trash.tasks, changes],
          [[], [], { tasks: [], hasMore: false, latestVersion: 0, purgedVersion: 0 }],
        )
      }
    })

    test('a change by one changes neither task nor counter of the other', async () => {
      const { mine, theirs } = await meet('changing')
      const before = await stateOf(theirs.userId)
      const changed = await tasks.update(key(mine), (task) => ({ ...task, title: 'Changed' }))
      assert.deepEqual([changed?.userId, changed?.title, changed?.version], [mine.userId, 'Changed', 2])
      assert.deepEqual(await stateOf(theirs.userId), before)
    })

    test('a creation that is repeated is told from the other’s', async () => {
      const { mine, theirs } = await meet('repeating')
      const again = await tasks.insert(mine)
      assert.deepEqual(
        [again.outcome, again.outcome === 'repeated' && again.task.userId],
        ['repeated', mine.userId],
      )
      assert.equal((await tasks.insert({ ...mine, title: theirs.title })).outcome, 'taken')
    })

    test('a task in the trash of one is purged from it alone', async () => {
      const { mine, theirs } = await meet('purging')
      await tasks.update(key(theirs), (task) => ({ ...task, title: 'Kept' }))
      const before = await stateOf(theirs.userId)
      const deleted = await tasks.update(key(mine), (task) => ({ ...task, deletedAt }))
      assert.equal(deleted?.version, before.changes.latestVersion)
      assert.equal(
        await tasks.purge({ deletedBefore: parseInstant('1999-02-01T00:00:00.000Z'), limit: 10 }),
        1,
      )
      assert.deepEqual(await stateOf(theirs.userId), before)
      const { changes } = await stateOf(mine.userId)
      assert.deepEqual([changes.tasks, changes.purgedVersion], [[], deleted?.version])
    })
  })
}

const tasks = postgresTasks(database)
const stateOf = stateIn(tasks)

test('of two whose trash is purged at once, each is told how far his own was', async () => {
  const one = { ...newTask('both one'), ...old }
  const two = { ...newTask('both two'), ...old }
  for (const task of [one, two]) await tasks.insert(task)
  for (const title of ['x', 'y', 'z']) await tasks.update(key(two), (task) => ({ ...task, title }))
  for (const task of [one, two]) await tasks.update(key(task), (read) => ({ ...read, deletedAt }))
  assert.equal(await tasks.purge({ deletedBefore: parseInstant('1999-02-01T00:00:00.000Z'), limit: 10 }), 2)
  assert.equal((await stateOf('both one')).changes.purgedVersion, 2)
  assert.equal((await stateOf('both two')).changes.purgedVersion, 5)
})

test('the predicates alone keep the whole contract', async () => {
  for (const { check } of taskRepositoryContract) await check(postgresTasks(database))
})

test('a creation that is repeated is told from the owner’s other tasks', async () => {
  const several = [1, 2, 3].map((number) => newTask('several', { title: `${number}` }))
  for (const task of several) await tasks.insert(task)
  for (const task of several) {
    const again = await tasks.insert(task)
    assert.equal(again.outcome === 'repeated' && again.task.id, task.id)
    assert.equal((await tasks.insert({ ...task, title: 'Other' })).outcome, 'taken')
  }
})

test('a page asks for one row more than it holds, however many there are', async () => {
  const ownerId = 'rows'
  for (let number = 0; number < 6; number += 1) await tasks.insert(newTask(ownerId))
  const counts: number[] = []
  const counting: Database = {
    ...database,
    run: (owner, work) =>
      database.run(owner, ({ all: read, maybe }) =>
        work({
          maybe,
          all: async (query) => {
            const rows = await read(query)
            counts.push(rows.length)
            return rows
          },
        }),
      ),
  }
  const page = await postgresTasks(counting).list({ ...all, ownerId, limit: 3 })
  const feed = await postgresTasks(counting).changes({ ownerId, afterVersion: 0, limit: 3 })
  assert.deepEqual([page.tasks.length, page.hasMore, feed.tasks.length, feed.hasMore], [3, true, 3, true])
  assert.deepEqual(counts, [4, 4])
  assert.deepEqual(
    feed.tasks.map(({ version }) => version),
    [1, 2, 3],
    'the feed begins with the oldest change',
  )
})

test('lists and changes are in their order without the indexes that happen to have it', async () => {
  const bare = await openBare(
    'drop index tasks_by_creation',
    'drop index tasks_by_title',
    'drop index tasks_by_version',
  )
  for (const { name, check } of taskRepositoryContract) {
    if (/^(list|changes) /.test(name)) await check(postgresTasks(bare))
  }
})
