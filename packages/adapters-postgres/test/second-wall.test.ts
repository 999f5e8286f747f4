import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { runSql as ask } from '@taskport/adapters-postgres/testing'
import { parseInstant, StorageUnavailable } from '@taskport/domain'
import { taskRepositoryContract } from '@taskport/domain/contract'
import { sql } from 'slonik'
import { connectionSettings } from '../src/connection/connection-settings.js'
import { type Database, openDatabase } from '../src/connection/database.js'
import { rowReader, text, textOrNull } from '../src/connection/row.js'
import { startEmbeddedPostgres } from '../src/embedded/index.js'
import { IsolationError, proveIsolation } from '../src/prove-isolation.js'
import { migrate } from '../src/schema/migrate.js'
import { postgresTasks } from '../src/tasks/postgres-tasks.js'
import { openTestDatabase, testServerUrl, withoutPolicies, withoutPredicates } from '../src/testing/index.js'
import { recordedLog } from './support/recorded-log.js'

const openWalls = async ({ deadlineMs = 10_000, poolSize = 10 } = {}) => {
  const { url, drop } = await openTestDatabase(testServerUrl())
  const database = await openDatabase({ settings: connectionSettings(url), poolSize, deadlineMs })
  after(async () => {
    await database.close()
    await drop()
  })
  return { url, database }
}

const brokenSentences = async (database: Database, cases = taskRepositoryContract) => {
  const broken: string[] = []
  for (const { name, check } of cases) {
    await check(postgresTasks(database)).catch(() => broken.push(name))
  }
  return broken
}

describe('each wall holds without the other', () => {
  test('the policies alone keep the whole contract', async () => {
    const { database } = await openWalls()
    assert.deepEqual(await brokenSentences(withoutPredicates(database)), [])
  })

  test('the predicates alone keep the whole contract', async () => {
    const { url, database } = await openWalls()
    await withoutPolicies(url)
    assert.deepEqual(await brokenSentences(database), [])
  })

  test('without both, the contract sees it', async () => {
    const { url, database } = await openWalls()
    await withoutPolicies(url)
    const ofOwners = taskRepositoryContract.filter(({ name }) => name.includes('another owner'))
    const broken = await brokenSentences(withoutPredicates(database), ofOwners)
    assert.equal(broken.length, 2)
    assert.deepEqual(
      broken,
      ofOwners.map(({ name }) => name),
    )
  })
})

describe('the proof at the start', async () => {
  const breaches = {
    'a policy that lets all pass': 'create policy everything on tasks to taskport_api using (true)',
    'a table without policies': 'alter table owners disable row level security',
    'a check that lets all be written': `create policy anything on owners for insert to taskport_api with check (true)`,
  }

  test('is given by the migrated database', async () => {
    const { database } = await openWalls()
    await proveIsolation(database)
    await postgresTasks(database).purge({ deletedBefore: parseInstant('1999-01-01T00:00:00.000Z'), limit: 1 })
  })

  for (const [breach, statement] of Object.entries(breaches)) {
    test(`fails for ${breach}`, async () => {
      const { url, database } = await openWalls()
      await ask(
        url,
        `insert into owners (user_id, version) values ('victim', 1);
         insert into tasks (user_id, id, title, created_at, updated_at, folded_title, folded_description, created_as, version)
         values ('victim', gen_random_uuid(), 'Secret', now(), now(), 'secret', '', '', 1); ${statement}`,
      )
      await assert.rejects(proveIsolation(database), IsolationError)
    })
  }
})

test('a login that is no superuser and passes by policies, as Neon makes them, makes its wall itself', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'taskport-neon-'))
  const server = await startEmbeddedPostgres({
    directory,
    log: recordedLog().log,
    settings: { fsync: 'off' },
  })
  try {
    await ask(
      server.url,
      `create role neon login createrole bypassrls password 'pass';
       alter database taskport owner to neon; alter schema public owner to neon`,
    )
    const own = new URL(server.url)
    own.username = 'neon'
    own.password = 'pass'
    const settings = connectionSettings(own.href)
    await migrate({ settings, log: recordedLog().log })
    const database = await openDatabase({ settings, poolSize: 2, deadlineMs: 10_000 })
    await proveIsolation(database)
    assert.deepEqual(await brokenSentences(withoutPredicates(database)), [])
    await database.close()
  } finally {
    await server.stop()
    await rm(directory, { recursive: true, force: true })
  }
})

const state = sql.type(
  rowReader((row) => ({
    role: text(row, 0),
    owner: textOrNull(row, 1),
    timeout: text(row, 2),
  })),
)`select current_user as role, nullif(current_setting('taskport.owner', true), '') as owner,
    current_setting('statement_timeout') as timeout`

test('what a statement runs as ends with it: the session is the login’s again', async () => {
  const { database } = await openWalls({ poolSize: 1 })
  const before = await database.runForAll(({ maybe }) => maybe(state))
  for (const owner of ['alice', `o'brien "; \\ %`, '\u{1F600}'.repeat(255), 'with spaces  in it']) {
    const during = await database.run(owner, ({ maybe }) => maybe(state))
    assert.deepEqual([during?.role, during?.owner], ['taskport_api', owner])
    assert.match(during?.timeout ?? '', /^(\d{1,4}ms|10s)$/)
    assert.deepEqual(await database.runForAll(({ maybe }) => maybe(state)), before)
  }
  assert.equal(before?.owner, null)
})

test('a write for another owner is refused by the policies', async () => {
  const { database } = await openWalls()
  const forgery = sql.type(rowReader(() => null))`insert into owners (user_id, version) values ('victim', 1)`
  await assert.rejects(
    database.run('stranger', ({ maybe }) => maybe(forgery)),
    /row-level security/,
  )
})

test('a statement is ended by the server at its caller’s deadline, and what it would have written is not', async () => {
  const { url, database } = await openWalls({ deadlineMs: 500 })
  const slow = sql.type(rowReader(() => null))`
    with waited as (select pg_sleep(1.5))
    insert into owners (user_id, version) select 'alice', 1 from waited`
  await assert.rejects(
    database.run('alice', ({ maybe }) => maybe(slow)),
    StorageUnavailable,
  )
  await new Promise((resolve) => setTimeout(resolve, 1_500))
  assert.deepEqual(await ask(url, 'select * from owners'), [])
})

test('a session that has forgotten its prepared statements is served all the same', async () => {
  const { url, database } = await openWalls({ poolSize: 1 })
  await ask(
    url,
    "create function forget() returns text language plpgsql as $$begin execute 'deallocate all'; return ''; end$$",
  )
  const owner = async () => (await database.run('alice', ({ maybe }) => maybe(state)))?.owner
  const known = rowReader((row) => text(row, 0))
  const count = () =>
    database.runForAll(({ maybe }) =>
      maybe(sql.type(known)`select count(*) as known from pg_prepared_statements`),
    )
  await owner()
  assert.equal(await count(), '2')
  await database.runForAll(({ maybe }) => maybe(sql.type(known)`select forget() as known`))
  assert.equal(await owner(), 'alice')
  assert.equal(await owner(), 'alice')
  assert.equal(await count(), '0', 'and goes on without preparing')
})
