import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { runSql } from '@taskport/adapters-postgres/testing'
import { endSessions, setOnDatabase } from './support/backends.js'
import { newCaller } from './support/caller.js'
import { member } from './support/member.js'
import { openStage } from './support/stage.js'
import { until } from './support/until.js'

const stage = await openStage({ deadlineMs: 3_000 })
after(() => stage[Symbol.asyncDispose]())
const { url, api, deadlineMs } = stage
const toleranceMs = 1_000

const statuses = async (calls: readonly Promise<{ readonly status: number }>[]) =>
  Object.fromEntries(
    [...Map.groupBy(await Promise.all(calls), ({ status }) => status)].map(([status, those]) => [
      status,
      those.length,
    ]),
  )

const served = async () => {
  const caller = newCaller(api.address)
  await until(async () => (await caller.create()).status === 201)
  assert.deepEqual(await statuses(Array.from({ length: 50 }, () => caller.create())), { 201: 50 })
}

const ready = async () => (await newCaller(api.address).ask('GET', '/health/ready')).status

/** A statement that goes on for a while in a session of its own. */
const meanwhile = (statement: string): Promise<unknown> => {
  const running = runSql(url, statement)
  running.catch(() => {})
  return running
}

/** How many of these the server has counted so far; a session writes its counts down when it ends. */
const counted = async (what: 'deadlocks' | 'xact_rollback'): Promise<number> => {
  await endSessions(url)
  const [row] = await runSql(
    url,
    `select ${what} as n from pg_stat_database where datname = current_database()`,
  )
  return Number(row?.n)
}

/** Locks a user's counter for so long. */
const holdOwner = async (ownerId: string, seconds: number) => {
  const held = meanwhile(
    `begin; select from owners where user_id = '${ownerId}' for update; select pg_sleep(${seconds}); commit`,
  )
  await sleep(300)
  return { released: held }
}

test('every connection of the server is taken: 503, nothing stored, and service again after', async () => {
  await served()
  await endSessions(url)
  const crowd = Array.from({ length: 110 }, () => meanwhile('select pg_sleep(60)'))
  await sleep(2_000)
  const caller = newCaller(api.address)
  assert.deepEqual(await statuses(Array.from({ length: 20 }, () => caller.create())), { 503: 20 })
  assert.equal(await ready(), 503)
  // Nobody else can connect either, so the crowd leaves by its own.
  await stage.server.kill()
  await stage.server.start()
  await Promise.allSettled(crowd)
  await served()
  assert.equal(await caller.stored(url), 0)
})

test('serialization failures are repeated until they succeed', async () => {
  await setOnDatabase(url, 'default_transaction_isolation', 'serializable')
  const caller = newCaller(api.address)
  const before = await counted('xact_rollback')
  assert.deepEqual(await statuses(Array.from({ length: 60 }, () => caller.create())), { 201: 60 })
  assert.ok((await counted('xact_rollback')) > before, 'some had to be repeated')
  await setOnDatabase(url, 'default_transaction_isolation', null)
  await served()
})

test('a deadlock is repeated until it succeeds', async () => {
  const caller = newCaller(api.address)
  const { answer } = await caller.create()
  const id = String(member(answer.body, 'data', 'id'))
  await setOnDatabase(url, 'deadlock_timeout', '600ms')
  // It takes the task, then the owner's counter; the API takes the counter, then the task.
  const other = meanwhile(
    `begin; set local deadlock_timeout = '10s'; select from tasks where id = '${id}' for update; select pg_sleep(0.7);
     update owners set version = version where user_id = '${caller.ownerId}'; commit`,
  )
  await sleep(300)
  const { status, ms } = await caller.ask('PATCH', `/api/tasks/${id}`, { title: 'Buy bread' })
  assert.equal(status, 200)
  assert.ok(ms >= 600, `It waits for so long before it looks for deadlocks, and it took ${ms} ms`)
  await other
  assert.ok((await counted('deadlocks')) > 0)
  await setOnDatabase(url, 'deadlock_timeout', null)
})

test('a server that has become read-only serves readers, stays ready, and answers writers 503', async () => {
  const caller = newCaller(api.address)
  const { answer } = await caller.create()
  const id = String(member(answer.body, 'data', 'id'))
  await setOnDatabase(url, 'default_transaction_read_only', 'on')
  for (const path of ['/api/tasks', `/api/tasks/${id}`, '/api/changes'])
    assert.equal((await caller.ask('GET', path)).status, 200, path)
  assert.equal(await ready(), 200)
  const writes = [
    await caller.create(),
    await caller.ask('PATCH', `/api/tasks/${id}`, { title: 'Buy bread' }),
    await caller.ask('DELETE', `/api/tasks/${id}`),
  ]
  for (const { status, code } of writes) assert.deepEqual([status, code], [503, 'SERVICE_UNAVAILABLE'])
  assert.equal(await caller.stored(url), 1)
  await setOnDatabase(url, 'default_transaction_read_only', null)
  await served()
})

test('a lock that another holds: 503 by the deadline, others are served, and nothing is stored later', async () => {
  const caller = newCaller(api.address)
  await caller.create()
  const { released } = await holdOwner(caller.ownerId, deadlineMs / 1_000 + 2)
  const waiting = Array.from({ length: 5 }, () => caller.create())
  const other = newCaller(api.address)
  assert.deepEqual(await statuses(Array.from({ length: 50 }, () => other.create())), { 201: 50 })
  for (const { status, code, ms } of await Promise.all(waiting)) {
    assert.deepEqual([status, code], [503, 'SERVICE_UNAVAILABLE'])
    assert.ok(ms < deadlineMs + toleranceMs, `${ms} ms`)
  }
  await released
  await served()
  assert.equal(await caller.stored(url), 1)
})

test('the server gives up waiting for a lock before we do: 503', async () => {
  await setOnDatabase(url, 'lock_timeout', '200ms')
  const caller = newCaller(api.address)
  await caller.create()
  const { released } = await holdOwner(caller.ownerId, 1)
  const { status, code, ms } = await caller.create()
  assert.deepEqual([status, code], [503, 'SERVICE_UNAVAILABLE'])
  assert.ok(ms < deadlineMs, `${ms} ms`)
  await released
  await setOnDatabase(url, 'lock_timeout', null)
  await served()
})

for (const [code, trouble] of [
  ['53100', 'the disk is full'],
  ['53200', 'the memory is used up'],
  ['58030', 'a file cannot be written'],
] as const) {
  test(`${trouble}: readers are served, writers are answered 503, and all are served once it has passed`, async () => {
    const caller = newCaller(api.address)
    await caller.create()
    await runSql(
      url,
      `create function trouble() returns trigger language plpgsql
         as $$ begin raise exception 'could not extend file' using errcode = '${code}'; end $$;
       create trigger trouble before insert on tasks for each row execute function trouble()`,
    )
    assert.equal((await caller.ask('GET', '/api/tasks')).status, 200)
    const told = await caller.create()
    assert.deepEqual([told.status, told.code], [503, 'SERVICE_UNAVAILABLE'])
    await runSql(url, 'drop trigger trouble on tasks; drop function trouble')
    assert.equal(await caller.stored(url), 1)
    await served()
  })
}
