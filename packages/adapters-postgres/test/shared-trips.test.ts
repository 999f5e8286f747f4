import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { connectionSettings } from '@taskport/adapters-postgres'
import {
  openTestDatabase,
  runSql,
  testServerUrl,
  withoutPredicates,
} from '@taskport/adapters-postgres/testing'
import { StorageUnavailable } from '@taskport/domain'
import { sql } from 'slonik'
import { openDatabase } from '../src/connection/database.js'
import { isTimedOut } from '../src/connection/database-fault.js'
import { pgConnections } from '../src/connection/pg-connection.js'
import { rowReader } from '../src/connection/row.js'
import { postgresTasks } from '../src/tasks/postgres-tasks.js'
import { countOutcomes } from './support/count-outcomes.js'
import { openCountingNetwork } from './support/counting-network.js'
import { firstPage } from './support/first-page.js'
import { holdOwner } from './support/hold-owner.js'
import { newTask } from './support/new-task.js'
import { openTasksThroughProxy } from './support/open-tasks.js'
import { rejection } from './support/rejection.js'

const { url, drop } = await openTestDatabase(testServerUrl())
const through = new URL(url)
const network = await openCountingNetwork(Number(through.port))
through.port = String(network.port)
/** One connection, so that all but the first have to wait, and travel together. */
const database = await openDatabase({
  settings: connectionSettings(through.href),
  poolSize: 1,
  deadlineMs: 3_000,
})
const tasks = postgresTasks(database)
after(async () => {
  await database.close()
  await network.close()
  await drop()
})

const owners = Array.from({ length: 17 }, (_, number) => `owner ${String(number).padStart(2, '0')}`)

const sleeping = sql.type(rowReader(() => null))`select pg_sleep(0.01)`

test('what many ask at once takes a round trip for eight of them, a packet each, and all of it is done', async () => {
  await Promise.all(owners.map((owner) => tasks.insert(newTask(owner))))
  network.roundTrips()
  network.packets()
  const inserted = await Promise.all(owners.map((owner) => tasks.insert(newTask(owner))))
  assert.deepEqual([network.roundTrips(), network.packets()], [3, 3])
  assert.deepEqual(
    inserted.map(({ outcome }) => outcome),
    owners.map(() => 'inserted'),
  )
  const counted = await runSql(url, 'select count(*) from tasks')
  assert.equal(Number(counted[0]?.count), 2 * owners.length)
})

test('on the policies alone, each of those who travel together sees and changes their own tasks and nobody else’s', async () => {
  const bare = postgresTasks(withoutPredicates(database))
  const lists = await Promise.all(owners.map((ownerId) => bare.list({ ownerId, ...firstPage, limit: 50 })))
  for (const [index, { tasks: listed }] of lists.entries()) {
    assert.deepEqual(
      listed.map(({ userId }) => userId),
      [owners[index], owners[index]],
    )
  }
  const everything = () => runSql(url, 'select user_id, id, title, version from tasks order by user_id, id')
  const before = await everything()
  const foreign = owners.map((owner, index) => ({
    ownerId: owner,
    taskId: lists[(index + 1) % owners.length]?.tasks[0]?.id ?? assert.fail('nothing was listed'),
  }))
  const found = await Promise.all(foreign.map((key) => bare.find(key)))
  const changed = await Promise.all(
    foreign.map((key) => bare.update(key, (task) => ({ ...task, title: 'Mine' }))),
  )
  assert.deepEqual(new Set([...found, ...changed]), new Set([null]))
  assert.deepEqual(await everything(), before)
})

test('nothing of any of their walls outlives the trip', async () => {
  await Promise.all(owners.map((owner) => tasks.insert(newTask(owner))))
  const settings = sql.type(rowReader((row) => row))`
    select current_user = session_user, current_setting('taskport.owner', true), current_setting('statement_timeout')`
  const left = await database.runForAll(({ maybe }) => maybe(settings))
  assert.deepEqual(left, ['t', '', '0'])
})

test('who is refused is refused alone: the others’ tasks are written, once', async () => {
  const sent = owners.map((owner, index) =>
    index % 5 === 2 ? { ...newTask(owner), title: 'x'.repeat(256) } : newTask(owner),
  )
  const ends = await Promise.allSettled(sent.map((task) => tasks.insert(task)))
  assert.deepEqual(
    ends.map(({ status }) => status),
    sent.map(({ title }) => (title.length > 255 ? 'rejected' : 'fulfilled')),
  )
  for (const end of ends) {
    if (end.status === 'rejected') assert.ok(!(end.reason instanceof StorageUnavailable))
  }
  const kept = await runSql(url, 'select id from tasks where id = any($1::uuid[])', [
    sent.map(({ id }) => id),
  ])
  assert.equal(kept.length, sent.filter(({ title }) => title.length <= 255).length)
})

for (const isIdNew of [false, true]) {
  test(`creations of one id that meet in a trip make one task, and all hear of it, isIdNew: ${isIdNew}`, async () => {
    const task = newTask('ann')
    const ends = await Promise.all([
      tasks.insert(newTask('bob')),
      ...Array.from({ length: 5 }, () => tasks.insert(task, { isIdNew })),
    ])
    const outcomes = ends.map(({ outcome }) => outcome)
    assert.equal(outcomes.shift(), 'inserted')
    assert.deepEqual(outcomes.sort(), ['inserted', 'repeated', 'repeated', 'repeated', 'repeated'])
    const [counted] = await runSql(
      url,
      "select (select task_count from owners where user_id = 'ann') = count(*) as is_right from tasks where user_id = 'ann'",
    )
    assert.deepEqual(counted, { is_right: true })
  })
}

test('changes of one task that meet in a trip are all made, one after another', async () => {
  const task = newTask('ann')
  await tasks.insert(task)
  const key = { ownerId: 'ann', taskId: task.id }
  await Promise.all(
    Array.from({ length: 20 }, () =>
      tasks.update(key, (current) => ({ ...current, title: `${current.title}+` })),
    ),
  )
  assert.equal((await tasks.find(key))?.title, `${task.title}${'+'.repeat(20)}`)
})

test('who waits for somebody’s lock makes none of the others wait with them', async () => {
  const two = await openDatabase({ settings: connectionSettings(url), poolSize: 2, deadlineMs: 20_000 })
  const { insert } = postgresTasks(two)
  const holder = await holdOwner(url, 'owner 05')
  const first = ['ann', 'bob'].map((owner) => two.run(owner, ({ maybe }) => maybe(sleeping)))
  const locked = insert(newTask('owner 05'))
  const others = owners.filter((owner) => owner !== 'owner 05')
  const served = await countOutcomes(others.map((owner) => insert(newTask(owner))))
  await holder.letGo()
  assert.deepEqual(served, { served: others.length, unavailable: 0, other: [] })
  assert.equal((await locked).outcome, 'inserted')
  await Promise.all(first)
  await two.close()
})

test('a standstill of some hundred milliseconds, with which nobody’s time is up, costs none of a trip their answer', async () => {
  const hindered = await openTasksThroughProxy({ poolSize: 1, deadlineMs: 3_000 })
  await hindered.ping()
  hindered.network.hinder('toClient', { delayMs: 600 })
  const inserted = await countOutcomes(
    ['ann', 'bob', 'cyd'].map((owner) => hindered.tasks.insert(newTask(owner))),
  )
  await hindered.close()
  assert.deepEqual(inserted, { served: 3, unavailable: 0, other: [] })
})

test('each statement of a trip has a time limit of its own', async () => {
  const connection = await pgConnections(connectionSettings(url), 10_000)(new AbortController().signal)
  const end = await connection.travel(
    [
      { text: 'select 1', values: [], ownerId: 'ann', timeLeftMs: 10_000 },
      { text: 'select pg_sleep(5)', values: [], ownerId: 'bob', timeLeftMs: 50 },
    ],
    10_000,
  )
  await connection.end()
  assert.ok('error' in end && isTimedOut(end.error) && end.failed === 1)
})

test('when a session ends under a trip, nobody on it can know what became of it', async () => {
  await runSql(
    url,
    `create function end_session() returns boolean language sql security definer
     as 'select pg_terminate_backend(pg_backend_pid())'`,
  )
  const ending = sql.type(rowReader(() => null))`select end_session()`
  const ask = (owner: string, query = sleeping) => database.run(owner, ({ maybe }) => maybe(query))
  const ends = ['owner 01', 'owner 02', 'owner 03'].map((owner, index) =>
    rejection(ask(owner, index === 1 ? ending : sleeping)),
  )
  for (const error of await Promise.all(ends)) {
    assert.ok(error instanceof StorageUnavailable && error.isOutcomeUnknown, String(error))
  }
  assert.equal(await tasks.find({ ownerId: 'ann', taskId: newTask('ann').id }), null)
})
