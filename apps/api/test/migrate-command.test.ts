import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { openTcpProxy, runSql as sql } from '@taskport/adapters-postgres/testing'
import { type ApiProcess, spawnApi } from './support/api-process.js'
import { at } from './support/at.js'
import { emptyDatabase } from './support/database.js'
import { secret } from './support/tokens.js'
import { waitUntil } from './support/wait-until.js'

const command = fileURLToPath(new URL('../dist/commands/migrate.js', import.meta.url))

const runMigrate = async (environment: Readonly<Record<string, string>>) => {
  await using child = await spawnApi({ command: [process.execPath, command], environment })
  const { code } = await child.end()
  return { code, messages: child.log().map((line) => at(line, 'msg')), stderr: child.stderr() }
}

test('It brings an empty database up to date, and has nothing to do the next time', async () => {
  await using database = await emptyDatabase()
  const environment = { NEON_DB_URL: database.url, BETTER_AUTH_SECRET: secret }
  const first = await runMigrate(environment)
  assert.equal(first.code, 0)
  assert.deepEqual(first.messages, ['Database schema brought up to date', 'The schema is up to date'])
  assert.deepEqual(await sql(database.url, 'select * from tasks'), [])
  assert.deepEqual((await runMigrate(environment)).messages, ['The schema is up to date'])
})

/** Stops it by this signal once the question is answered by yes. */
const stopMigrate = async (
  environment: Readonly<Record<string, string>>,
  signal: NodeJS.Signals,
  reached: (child: ApiProcess) => Promise<boolean> | boolean,
) => {
  await using child = await spawnApi({ command: [process.execPath, command], environment })
  await waitUntil(async () => child.hasEnded() || (await reached(child)))
  assert.equal(child.hasEnded(), false, child.stdout() + child.stderr())
  const { code, ms } = await child.stop(signal)
  assert.ok(ms < 5_000, `It took ${ms} ms`)
  assert.equal(child.stderr(), '')
  return { code, last: child.log().at(-1) }
}

test('Stopped in the middle, it undoes what is under way, says what is done, and lets no deployment go on', async () => {
  await using database = await emptyDatabase()
  const environment = { NEON_DB_URL: database.url, BETTER_AUTH_SECRET: secret }
  // It makes the first migration's tables, and waits for the second's.
  const held = sql(database.url, 'create table request_counts (); select pg_sleep(60)').catch(() => {})
  const waits =
    "from pg_stat_activity where application_name = 'taskport migrations' and wait_event_type = 'Lock'"
  const { code, last } = await stopMigrate(environment, 'SIGINT', async () => {
    const rows = await sql(database.url, `select 1 ${waits} and datname = current_database()`)
    return rows.length === 1
  })
  assert.equal(code, 1)
  assert.match(
    String(at(last, 'msg')),
    /^Stopped: migrations that are done stay, one that was under way is undone/,
  )
  const applied = ['0001_owners-and-tasks', '0002_the-second-wall', '0003_task-count']
  assert.deepEqual(at(last, 'applied'), applied)
  await sql(database.url, 'select pg_terminate_backend(pid) from pg_stat_activity where wait_event = $1', [
    'PgSleep',
  ])
  await held
  assert.equal((await runMigrate(environment)).code, 0)
})

test('Stopped before its database answers, it says that nothing was migrated', async () => {
  await using database = await emptyDatabase()
  await using proxy = await openTcpProxy(database.port)
  await proxy.refuse()
  const environment = { NEON_DB_URL: database.through(proxy.port), BETTER_AUTH_SECRET: secret }
  const { code, last } = await stopMigrate(environment, 'SIGTERM', (child) =>
    child.stdout().includes('Waiting for the database'),
  )
  assert.equal(code, 1)
  assert.equal(at(last, 'msg'), 'Stopped before anything was migrated: the schema is as it was')
})

test('What is wrong with its configuration or its database is said in a sentence', async () => {
  const unset = await runMigrate({ NEON_DB_URL: 'nonsense' })
  assert.equal(unset.code, 1)
  assert.match(unset.stderr, /\n- NEON_DB_URL: .*\n- BETTER_AUTH_SECRET must be set .*\n$/)

  await using database = await emptyDatabase()
  const missing = new URL(database.url)
  missing.pathname = '/missing'
  const refused = await runMigrate({ NEON_DB_URL: missing.href, BETTER_AUTH_SECRET: secret })
  assert.equal(refused.code, 1)
  assert.match(
    String(refused.messages.at(-1)),
    /^The schema could not be brought up to date\. .* correct NEON_DB_URL\.$/,
  )
  assert.equal(refused.stderr, '')
})
