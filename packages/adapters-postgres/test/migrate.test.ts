import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { after, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { connectionSettings, migrate } from '@taskport/adapters-postgres'
import { runSql as sql } from '@taskport/adapters-postgres/testing'
import { Client } from 'pg'
import { waitingForLock } from './support/backends.js'
import { openEmptyDatabase } from './support/empty-database.js'
import { recordedLog } from './support/recorded-log.js'
import { rejection } from './support/rejection.js'
import { terminateBackends } from './support/terminate-backends.js'
import { waitUntil } from './support/wait-until.js'

const files = readdirSync(fileURLToPath(new URL('../migrations', import.meta.url)))
const names = files.map((file) => file.replace(/\.sql$/, '')).sort()

const openDatabase = async () => {
  const { url, drop } = await openEmptyDatabase()
  after(drop)
  const settings = connectionSettings(url)
  const run = async () => {
    const { log, lines } = recordedLog()
    await migrate({ settings, log })
    return lines
  }
  const applied = async () =>
    (await sql(url, 'select name from taskport_migrations order by id')).map(({ name }) => name)
  return { url, run, applied }
}

/** Migrations that another program applies at this moment, and that go on until it is told to end. */
const holdLock = async (url: string) => {
  const client = new Client({ connectionString: url })
  client.on('error', () => {})
  await client.connect()
  await client.query('begin')
  await client.query(`select pg_advisory_xact_lock(${0x7461736b706f7274n})`)
  return { letGo: () => client.end() }
}

/** Keeps the first migration waiting: it creates a table of this name. */
const holdTables = async (url: string) => {
  const client = new Client({ connectionString: url })
  client.on('error', () => {})
  await client.connect()
  await client.query('begin')
  await client.query('create table owners ()')
  return { letGo: () => client.end() }
}

test('a migration that fails says so to whoever asked, and puts no statement into the log', async () => {
  const { url } = await openDatabase()
  await sql(url, 'create table tasks ()')
  const { log, lines } = recordedLog()
  await assert.rejects(migrate({ settings: connectionSettings(url), log }), { code: '42P07' })
  assert.deepEqual(
    lines.filter(({ message }) => /create table/i.test(message)),
    [],
  )
})

test('an empty database gets every migration, once, and the log names them', async () => {
  const { run, applied } = await openDatabase()
  const lines = await run()
  assert.deepEqual(
    lines.map(({ level, fields }) => ({ level, fields })),
    [{ level: 'info', fields: { migrations: names } }],
  )
  assert.deepEqual(await applied(), names)
  assert.deepEqual(await run(), [], 'again, nothing happens')
  assert.deepEqual(await applied(), names)
})

for (const count of [2, 5]) {
  test(`${count} instances that start at once all come up, and one of them migrates`, async () => {
    const { run, applied } = await openDatabase()
    const logs = await Promise.all(Array.from({ length: count }, run))
    const told = logs.flat().filter(({ message }) => message === 'Database schema brought up to date')
    assert.equal(told.length, 1)
    assert.deepEqual(await applied(), names)
  })
}

test('while another instance migrates it waits, says so, and goes on afterwards', async () => {
  const { url, run, applied } = await openDatabase()
  const holder = await holdLock(url)
  after(holder.letGo)
  let isOver = false
  const migration = run().finally(() => {
    isOver = true
  })
  await sleep(1_000)
  assert.equal(isOver, false)
  await holder.letGo()
  const lines = await migration
  assert.match(lines[0]?.message ?? '', /another instance/i)
  assert.deepEqual(await applied(), names)
})

test('an instance that waits does not hold up a migration that waits for old snapshots', async () => {
  const { url, run } = await openDatabase()
  await run()
  const holder = await holdLock(url)
  after(holder.letGo)
  const waiting = run()
  await sleep(500)
  const other = new Client({ connectionString: url, statement_timeout: 10_000 })
  await other.connect()
  await other.query('create index concurrently on tasks (user_id, title)')
  await other.end()
  await holder.letGo()
  await waiting
})

test('a migration whose connections are ended rejects, and the next one completes', async () => {
  const { url, run, applied } = await openDatabase()
  const tables = await holdTables(url)
  after(tables.letGo)
  const killed = rejection(run())
  await waitUntil(async () => (await waitingForLock(url)) === 1)
  await terminateBackends(url, 'taskport migrations')
  assert.ok((await killed) instanceof Error)
  await tables.letGo()
  await run()
  assert.deepEqual(await applied(), names)
})

test('a migration that loses only its lock rejects, and leaves nothing half done', async () => {
  const { url, run, applied } = await openDatabase()
  const tables = await holdTables(url)
  after(tables.letGo)
  const bereft = rejection(run())
  await waitUntil(async () => (await waitingForLock(url)) === 1)
  await sql(
    url,
    `select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and application_name = 'taskport migrations' and state like 'idle%'`,
  )
  await sleep(200)
  await tables.letGo()
  assert.ok((await bereft) instanceof Error)
  await run()
  assert.deepEqual(await applied(), names)
})

test('a migration that fails rejects with what the server said', async () => {
  const { url, run } = await openDatabase()
  await sql(url, 'create table owners ()')
  const error = await rejection(run())
  assert.match(error instanceof Error ? error.message : '', /relation "owners" already exists/)
})
