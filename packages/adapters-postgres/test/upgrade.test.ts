import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { connectionSettings, migrate } from '@taskport/adapters-postgres'
import { runSql } from '@taskport/adapters-postgres/testing'
import { runner } from 'node-pg-migrate'
import { openEmptyDatabase } from './support/empty-database.js'
import { recordedLog } from './support/recorded-log.js'

/** A database as it was before tasks were counted and columns had types of their own, with tasks of two owners. */
const openOld = async () => {
  const { url, drop } = await openEmptyDatabase()
  after(drop)
  await runner({
    databaseUrl: url,
    dir: fileURLToPath(new URL('../migrations', import.meta.url)),
    direction: 'up',
    count: 2,
    migrationsTable: 'taskport_migrations',
    logger: { info: () => {}, warn: () => {}, error: () => {} },
  })
  await runSql(
    url,
    `insert into owners (user_id, version, purged_version) values ('ann', 3, 1), ('bob', 1, 0);
     insert into tasks (user_id, id, title, description, created_at, updated_at, version, folded_title, folded_description, created_as)
     select user_id, gen_random_uuid(), 'Task', null, now(), now(), n, 'task', '', ''
     from owners, generate_series(1, version) n`,
  )
  return url
}

/** Which files a table and its indexes are stored in, but for the small one of the trash: others, once they were written anew. */
const filesOf = (url: string, table: string) =>
  runSql(
    url,
    `select relname, relfilenode from pg_class
    where oid = $1::regclass or oid in (
      select indexrelid from pg_index where indrelid = $1::regclass and indpred is null
    )
    order by relname`,
    [table],
  )

test('an upgrade counts what each owner has, and writes no table or index anew', async () => {
  const url = await openOld()
  const before = [await filesOf(url, 'owners'), await filesOf(url, 'tasks')]
  const rows = await runSql(url, 'select * from tasks order by user_id, version')
  await migrate({ settings: connectionSettings(url), log: recordedLog().log })
  assert.deepEqual([await filesOf(url, 'owners'), await filesOf(url, 'tasks')], before)
  assert.deepEqual(await runSql(url, 'select * from tasks order by user_id, version'), rows)
  assert.deepEqual(
    await runSql(
      url,
      'select user_id, version::int, purged_version::int, task_count::int from owners order by user_id',
    ),
    [
      { user_id: 'ann', version: 3, purged_version: 1, task_count: 3 },
      { user_id: 'bob', version: 1, purged_version: 0, task_count: 1 },
    ],
  )
})
