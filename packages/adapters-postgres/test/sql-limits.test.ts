import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { openTestDatabase, runSql as sql, testServerUrl } from '@taskport/adapters-postgres/testing'
import { limits } from '@taskport/domain'
import { DatabaseError } from 'pg'
import { rejection } from './support/rejection.js'

const { url, drop } = await openTestDatabase(testServerUrl())
after(drop)

const astral = '\u{1F600}'
const alphabets = ['x', '\u00E9', astral]

let version = 0
const insertTask = (task: {
  user_id?: string
  title?: string
  description?: string | null
  updated_at?: string
}) => {
  version += 1
  const { user_id = 'ann', title = 'Task', description = null, updated_at = '2026-02-01T00:00:00Z' } = task
  return sql(
    url,
    `insert into tasks
      (user_id, id, title, description, created_at, updated_at, version, folded_title, folded_description, created_as)
    values ($1, gen_random_uuid(), $2, $3, '2026-02-01T00:00:00Z', $4, $5, '', '', '')`,
    [user_id, title, description, updated_at, version],
  )
}

const insertOwner = (userId: string) =>
  sql(url, 'insert into owners (user_id, version) values ($1, 1) on conflict do nothing', [userId])

const isRefused = async (promise: Promise<unknown>, what: string) => {
  const error = await rejection(promise)
  assert.ok(error instanceof DatabaseError && error.code === '23514', `${what}: ${error}`)
}

for (const character of alphabets) {
  const text = (length: number) => character.repeat(length)

  test(`a title holds as many ${character} as the domain allows, and no more`, async () => {
    await insertTask({ title: text(limits.titleLength.min) })
    await insertTask({ title: text(limits.titleLength.max) })
    await isRefused(insertTask({ title: text(limits.titleLength.max + 1) }), 'too long')
    await isRefused(insertTask({ title: text(limits.titleLength.min - 1) }), 'too short')
  })

  test(`a description holds as many ${character} as the domain allows, and no more`, async () => {
    await insertTask({ description: '' })
    await insertTask({ description: text(limits.descriptionLength.max) })
    await isRefused(insertTask({ description: text(limits.descriptionLength.max + 1) }), 'too long')
  })

  test(`an owner's id holds as many ${character} as the domain allows, and no more`, async () => {
    const { min, max } = limits.ownerIdLength
    for (const length of [min, max]) {
      await insertOwner(text(length))
      await insertTask({ user_id: text(length) })
    }
    for (const length of [min - 1, max + 1]) {
      await isRefused(insertOwner(text(length)), `${length}`)
      await isRefused(insertTask({ user_id: text(length) }), `${length}`)
    }
  })
}

test('a task is not updated before it is created, and a version is positive', async () => {
  await isRefused(insertTask({ updated_at: '2026-01-31T23:59:59.999Z' }), 'updated before created')
  await isRefused(sql(url, "insert into owners (user_id, version) values ('zero', 0)"), 'version 0')
  await insertTask({})
  await isRefused(sql(url, 'update tasks set version = 0'), 'a task of version 0')
})

test('an owner has purged no more than there was, and has no fewer than no tasks', async () => {
  const insert = (purgedVersion: number, taskCount: number) =>
    sql(url, 'insert into owners (user_id, version, purged_version, task_count) values ($1, 5, $2, $3)', [
      `${purgedVersion} ${taskCount}`,
      purgedVersion,
      taskCount,
    ])
  await insert(5, 0)
  await isRefused(insert(6, 0), 'purged what is not there yet')
  await isRefused(insert(-1, 0), 'purged before the first')
  await isRefused(insert(0, -1), 'fewer than no tasks')
})

test('a folded title is no longer than a title', async () => {
  await insertTask({})
  await isRefused(sql(url, "update tasks set folded_title = repeat('x', 256)"), 'too long')
})

/** What is kept for good; a table that is not logged forgets, and nothing of an owner is in it. */
const ofOurTables = `
  from pg_class t
  where t.relnamespace = 'public'::regnamespace and t.relkind in ('r', 'p') and t.relpersistence = 'p' and t.relname <> 'taskport_migrations'`

test('every table belongs to an owner, who is compared byte for byte', async () => {
  const rows = await sql(
    url,
    `select t.relname as table, (
      select collname from pg_attribute join pg_collation c on c.oid = attcollation
      where attrelid = t.oid and attname = 'user_id'
    ) as collation ${ofOurTables}`,
  )
  assert.ok(rows.length >= 2)
  for (const { table, collation } of rows) assert.equal(collation, 'C', String(table))
})

test('every moment has a time zone and millisecond precision', async () => {
  const rows = await sql(
    url,
    `select format('%s.%s', attrelid::regclass, attname) as column, format_type(atttypid, atttypmod) as type
    from pg_attribute
    where attrelid in (select t.oid ${ofOurTables}) and attnum > 0
      and atttypid in ('timestamptz'::regtype, 'timestamp'::regtype, 'date'::regtype, 'time'::regtype)`,
  )
  assert.ok(rows.length >= 4)
  for (const { column, type } of rows) assert.equal(type, 'timestamp(3) with time zone', String(column))
})

test('every table has a key, and every key and index begins with the owner', async () => {
  const tables = await sql(
    url,
    `select t.relname as table, exists (
      select from pg_index where indrelid = t.oid and indisprimary
    ) as has_key ${ofOurTables}`,
  )
  for (const { table, has_key } of tables) assert.equal(has_key, true, String(table))
  const indexes = await sql(
    url,
    `select indexrelid::regclass::text as index, attname as first
    from pg_index
    left join pg_attribute on attrelid = indrelid and attnum = indkey[0]
    where indrelid in (select t.oid ${ofOurTables})`,
  )
  assert.ok(indexes.length >= 4)
  for (const { index, first } of indexes) assert.equal(first, 'user_id', String(index))
})
