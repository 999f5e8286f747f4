import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { connectionSettings, openPostgres, type Postgres } from '@taskport/adapters-postgres'
import { openTestDatabase, runSql as sql, testServerUrl } from '@taskport/adapters-postgres/testing'
import { parseTaskId } from '@taskport/domain'
import { backends } from './support/backends.js'
import { firstPage } from './support/first-page.js'
import { newTask } from './support/new-task.js'
import { waitUntil } from './support/wait-until.js'

const { url, drop } = await openTestDatabase(testServerUrl())
after(drop)

await sql(
  url,
  "insert into owners (user_id, version) select 'owner ' || n, 400 from generate_series(1, 50) n",
)
await sql(
  url,
  `insert into tasks
    (user_id, id, title, created_at, updated_at, version, folded_title, folded_description, created_as)
  select
    'owner ' || owner, ('018f4d5e-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid, 'Task ' || n,
    '2026-02-01T00:00:00Z'::timestamptz + n * interval '1 minute', '2026-03-01T00:00:00Z', n,
    'task ' || n, '', ''
  from generate_series(1, 400) n, generate_series(1, 50) owner
  order by n, owner`,
)
await sql(url, 'vacuum analyze')

/** What the server has counted of `tasks` and its indexes since the last call. */
const countScans = async (): Promise<Record<string, number>> => {
  const rows = await sql(
    url,
    `select 'whole table' as what, seq_scan as scans, seq_tup_read as rows
    from pg_stat_user_tables where relname = 'tasks'
    union all
    select indexrelname, idx_scan, idx_tup_read from pg_stat_user_indexes where relname = 'tasks'`,
  )
  return Object.fromEntries(
    rows
      .filter(({ scans }) => Number(scans) > 0)
      .flatMap(({ what, scans, rows: read }) => [
        [`scans of ${what}`, Number(scans)],
        [`rows read by ${what}`, Number(read)],
      ]),
  )
}

/** Runs it on a pool of its own; the server counts when a connection has ended. */
const scansOf = async (work: (postgres: Postgres) => Promise<void>) => {
  await sql(url, 'select pg_stat_reset()')
  const postgres = await openPostgres({ settings: connectionSettings(url), poolSize: 1, deadlineMs: 10_000 })
  await work(postgres)
  await postgres.close()
  await waitUntil(async () => (await backends(url)).length === 0)
  return countScans()
}

test('a list reads from its index, in order, one row more than it answers', async () => {
  const scans = await scansOf(async ({ tasks }) => {
    const listed = await tasks.list({
      ownerId: 'owner 7',
      ...firstPage,
      limit: 20,
    })
    assert.equal(listed.tasks.length, 20)
  })
  assert.deepEqual(scans, { 'scans of tasks_by_creation': 1, 'rows read by tasks_by_creation': 21 })
})

test('a task is found by the primary key', async () => {
  const taskId = parseTaskId('018f4d5e-0000-7000-8000-000000000007')
  assert.ok(taskId !== null)
  const scans = await scansOf(async ({ tasks }) => {
    assert.equal((await tasks.find({ ownerId: 'owner 7', taskId }))?.title, 'Task 7')
  })
  assert.deepEqual(scans, { 'scans of tasks_pkey': 1, 'rows read by tasks_pkey': 1 })
})

test('a change reads its own task alone', async () => {
  const taskId = parseTaskId('018f4d5e-0000-7000-8000-000000000007')
  assert.ok(taskId !== null)
  const scans = await scansOf(async ({ tasks }) => {
    await tasks.update({ ownerId: 'owner 7', taskId }, (task) => ({ ...task, title: 'Changed' }))
  })
  // Both unique indexes fit the second statement: the one by id and the one by version.
  const rows = Object.entries(scans).filter(([what]) => what.startsWith('rows read'))
  assert.equal(
    rows.reduce((sum, [, count]) => sum + count, 0),
    2,
    JSON.stringify(scans),
  )
})

test('a new id is not looked for, a chosen one is', async () => {
  const scansOfPrimaryKey = async (isIdNew: boolean) => {
    const scans = await scansOf(async ({ tasks }) => {
      await tasks.insert(newTask('owner 7'), { isIdNew })
    })
    return scans['scans of tasks_pkey'] ?? 0
  }
  assert.deepEqual([await scansOfPrimaryKey(true), await scansOfPrimaryKey(false)], [0, 1])
})
