import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { connectionSettings, openPostgres } from '@taskport/adapters-postgres'
import { runSql as sql } from '@taskport/adapters-postgres/testing'
import { StorageUnavailable } from '@taskport/domain'
import { waitingForLock } from './support/backends.js'
import { holdOwner } from './support/hold-owner.js'
import { newTask } from './support/new-task.js'
import { openTasksThroughProxy } from './support/open-tasks.js'
import { rejection } from './support/rejection.js'
import { setOnDatabase } from './support/set-on-database.js'
import { terminateBackends } from './support/terminate-backends.js'
import { waitUntil } from './support/wait-until.js'

const database = await openTasksThroughProxy({ poolSize: 2, deadlineMs: 5_000 })
after(database.close)
const { tasks, url, network } = database

/** On the same server. */
const anotherDatabase = new URL(url)
anotherDatabase.pathname = '/postgres'

/** A login without any power but that of the second wall's role, as an installation has it. */
const login = `login_${crypto.randomUUID().replaceAll('-', '')}`
await sql(url, `create role ${login} login password 'one'; grant taskport_api to ${login}`)
const asLogin = new URL(url)
asLogin.username = login
asLogin.password = 'one'
const limited = await openPostgres({
  settings: connectionSettings(asLogin.href),
  poolSize: 2,
  deadlineMs: 5_000,
})
after(async () => {
  await limited.close()
  await sql(anotherDatabase.href, `drop role ${login}`)
})

const stored = async (id: string) => (await sql(url, 'select from tasks where id = $1', [id])).length

const assertUnavailable = async (call: Promise<unknown>, isOutcomeUnknown = false) => {
  const error = await rejection(call)
  assert.ok(error instanceof StorageUnavailable, String(error))
  assert.equal(error.isOutcomeUnknown, isOutcomeUnknown, error.message)
}

const assertFault = async (call: Promise<unknown>) => {
  const error = await rejection(call)
  assert.ok(!(error instanceof StorageUnavailable), String(error))
}

const endSessions = async () => {
  await terminateBackends(url)
  await sleep(200)
}

const refusals = [
  ['its password was changed (28P01)', "password 'two'", "password 'one'"],
  ['it may no longer log in (28000)', 'nologin', 'login'],
  ['it has as many connections as it may (53300)', 'connection limit 0', 'connection limit -1'],
] as const

for (const [trouble, change, back] of refusals) {
  test(`a login under way: ${trouble}: unavailable until it is mended, without a restart`, async () => {
    await limited.tasks.insert(newTask('ann'))
    await sql(url, `alter role ${login} ${change}`)
    await endSessions()
    const task = newTask('ann')
    await assertUnavailable(limited.tasks.insert(task))
    await assertUnavailable(limited.ping())
    await sql(url, `alter role ${login} ${back}`)
    assert.equal((await limited.tasks.insert(task)).outcome, 'inserted')
  })
}

test('a database that was renamed (3D000) is unavailable until it is there again', async () => {
  const name = new URL(url).pathname.slice(1)
  await endSessions()
  await sql(anotherDatabase.href, `alter database ${name} rename to ${name}_gone`)
  await assertUnavailable(tasks.insert(newTask('ann')))
  await sql(anotherDatabase.href, `alter database ${name}_gone rename to ${name}`)
  assert.equal((await tasks.insert(newTask('ann'))).outcome, 'inserted')
})

const waitingInsertion = async () => {
  await tasks.insert(newTask('ann'))
  const holder = await holdOwner(url, 'ann')
  const task = newTask('ann')
  const insertion = tasks.insert(task)
  insertion.catch(() => {})
  await waitUntil(async () => (await waitingForLock(url)) === 1)
  return { task, insertion, letGo: holder.letGo }
}

test('a statement that an operator cancels (57014) is unavailable, and was not carried out', async () => {
  const { task, insertion, letGo } = await waitingInsertion()
  await sql(url, "select pg_cancel_backend(pid) from pg_stat_activity where wait_event_type = 'Lock'")
  await assertUnavailable(insertion)
  await letGo()
  assert.equal(await stored(task.id), 0)
})

test('of a statement whose session is ended (57P01) nobody knows', async () => {
  const { insertion, letGo } = await waitingInsertion()
  await terminateBackends(url)
  await assertUnavailable(insertion, true)
  await letGo()
})

test('of a statement whose connection breaks nobody knows: it can be carried out yet', async () => {
  const { task, insertion, letGo } = await waitingInsertion()
  network.reset()
  await assertUnavailable(insertion, true)
  await letGo()
  await waitUntil(async () => (await stored(task.id)) === 1)
  assert.equal((await tasks.insert(task)).outcome, 'repeated')
})

test('sessions that the server ends for idling (57P05) cost nobody anything', async () => {
  await setOnDatabase(url, 'idle_session_timeout', '100ms')
  await endSessions()
  for (let round = 0; round < 3; round += 1) {
    assert.equal((await tasks.insert(newTask('ann'))).outcome, 'inserted')
    await sleep(300)
  }
  await setOnDatabase(url, 'idle_session_timeout', '0')
  await endSessions()
})

test('a migration that changes a column under prepared statements (0A000) is not noticed', async () => {
  const task = newTask('ann')
  await tasks.insert(task)
  const find = () => tasks.find({ ownerId: 'ann', taskId: task.id })
  await Promise.all([find(), find(), find()])
  await sql(url, 'alter table tasks alter column description type varchar(2000)')
  assert.deepEqual((await find())?.id, task.id)
})

test('a right that was taken (42501) and a table that is gone (42P01) are faults', async () => {
  await sql(url, 'revoke insert on tasks from taskport_api')
  await assertFault(tasks.insert(newTask('ann')))
  await sql(url, 'grant insert on tasks to taskport_api; alter table tasks rename to things')
  await assertFault(tasks.insert(newTask('ann')))
  await sql(url, 'alter table things rename to tasks')
  assert.equal((await tasks.insert(newTask('ann'))).outcome, 'inserted')
})

test('what the domain should have refused (23514, 22021) is a fault', async () => {
  await assertFault(tasks.insert(newTask('ann', { title: 'x'.repeat(300) })))
  await assertFault(tasks.insert(newTask('ann', { title: 'a\0b' })))
})
