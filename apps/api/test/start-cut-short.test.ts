import assert from 'node:assert/strict'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { openTcpProxy, runSql as sql } from '@taskport/adapters-postgres/testing'
import { type ApiProcess, spawnApi } from './support/api-process.js'
import { emptyDatabase, migratedDatabase } from './support/database.js'
import { embeddedServerPid } from './support/embedded-server.js'
import { secret } from './support/tokens.js'
import { waitUntil } from './support/wait-until.js'

const workers = ['1', '2'] as const

const untilWritten = (api: ApiProcess, words: string) =>
  waitUntil(() => api.hasEnded() || api.stdout().includes(words))

/** Sees that it ends soon, as it should, and says that it never served. */
const assertCutShort = async (api: ApiProcess) => {
  assert.equal(api.hasEnded(), false, api.stdout() + api.stderr())
  const { code, ms } = await api.stop()
  assert.equal(code, 0, api.stdout() + api.stderr())
  assert.ok(ms < 4_000, `It took ${ms} ms`)
  assert.match(api.stdout(), /Stopped before it had started/)
  assert.doesNotMatch(api.stdout(), /Server listening|fatal/)
}

/** "taskport" in ASCII. */
const migrationLock = `perform pg_advisory_xact_lock(${0x7461736b706f7274n})`
const makeTable = 'create table owners ()'

/** Holds what migrations wait for: the lock of one at a time, or a table that they make. */
const hold = async (url: string, statement: string): Promise<AsyncDisposable> => {
  const mark = `held ${crypto.randomUUID()}`
  const ended = sql(url, `do $$ begin ${statement}; perform pg_sleep(120); end $$ -- ${mark}`).catch(() => {})
  const holders = `from pg_stat_activity where query like '%${mark}' and pid <> pg_backend_pid()`
  await waitUntil(async () => (await sql(url, `select ${holders} and wait_event = 'PgSleep'`)).length === 1)
  return {
    [Symbol.asyncDispose]: async () => {
      await sql(url, `select pg_terminate_backend(pid) ${holders}`)
      await ended
    },
  }
}

const backends = async (url: string): Promise<unknown> => {
  const [row] = await sql(
    url,
    `select count(*)::int as count from pg_stat_activity
      where datname = current_database() and application_name like 'taskport%'`,
  )
  return row?.count
}

for (const WORKERS of workers) {
  test(`Stopped while it waits for its database, with WORKERS=${WORKERS}`, async () => {
    await using database = await migratedDatabase()
    await using proxy = await openTcpProxy(database.port)
    await proxy.refuse()
    const environment = { NEON_DB_URL: database.through(proxy.port), BETTER_AUTH_SECRET: secret, WORKERS }
    await using api = await spawnApi({ environment })
    await untilWritten(api, 'Waiting for the database')
    await assertCutShort(api)
  })

  test(`Stopped while it makes the embedded database, with WORKERS=${WORKERS}: what was begun is removed`, async () => {
    await using api = await spawnApi({ environment: { WORKERS } })
    const data = join(api.directory, '.taskport')
    const files = () => readdir(data).catch(() => [])
    await waitUntil(async () => api.hasEnded() || (await files()).some((name) => /^postgres\./.test(name)))
    await assertCutShort(api)
    assert.deepEqual(await files(), ['secret'])
  })
}

test('Stopped while it starts the embedded server: that is stopped as it should be', async () => {
  await using api = await spawnApi()
  const data = join(api.directory, '.taskport')
  await waitUntil(async () => api.hasEnded() || (await embeddedServerPid(data)) !== null)
  await assertCutShort(api)
  assert.equal(await embeddedServerPid(data), null)
})

test('Stopped while another instance migrates, and while its own migration waits for a lock', async () => {
  const cases = [
    {
      statement: migrationLock,
      words: 'Waiting for another instance, which migrates the database',
      least: 1,
    },
    { statement: makeTable, words: '', least: 2 },
  ]
  for (const { statement, words, least } of cases) {
    await using database = await emptyDatabase()
    await using _held = await hold(database.url, statement)
    await using api = await spawnApi({
      environment: { NEON_DB_URL: database.url, BETTER_AUTH_SECRET: secret },
    })
    await untilWritten(api, words)
    await waitUntil(async () => api.hasEnded() || Number(await backends(database.url)) >= least)
    await assertCutShort(api)
    await waitUntil(async () => (await backends(database.url)) === 0)
  }
})

test('A kill -9 while a migration runs: the next start migrates, though the statement was under way', async () => {
  await using database = await emptyDatabase()
  await using held = await hold(database.url, makeTable)
  const environment = { NEON_DB_URL: database.url, BETTER_AUTH_SECRET: secret }
  await using killed = await spawnApi({ environment })
  await waitUntil(async () => killed.hasEnded() || Number(await backends(database.url)) >= 2)
  await killed.stop('SIGKILL')
  await waitUntil(async () => (await backends(database.url)) === 0)
  await held[Symbol.asyncDispose]()
  await using again = await spawnApi({ environment })
  await untilWritten(again, 'Server listening')
  assert.equal((await again.stop()).code, 0)
  assert.deepEqual(await sql(database.url, 'select * from tasks'), [])
})

test('An instance waits for a sibling’s migration for longer than DB_START_LIMIT_S: that is for the database alone', async () => {
  await using database = await migratedDatabase()
  const held = await hold(database.url, migrationLock)
  const environment = { NEON_DB_URL: database.url, BETTER_AUTH_SECRET: secret, DB_START_LIMIT_S: '1' }
  await using api = await spawnApi({ environment })
  await untilWritten(api, 'Waiting for another instance')
  await new Promise((resolve) => setTimeout(resolve, 2_500))
  assert.equal(api.hasEnded(), false)
  await held[Symbol.asyncDispose]()
  await untilWritten(api, 'Server listening')
  assert.equal((await api.stop()).code, 0)
})
