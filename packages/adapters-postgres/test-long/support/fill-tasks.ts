import { parseInstant } from '@taskport/domain'
import { Client } from 'pg'

/** An owner of the fill; 8,900 more have 100 tasks each. */
export const ownerOf = (tasks: '100' | '10,000' | '10,000 long' | '100,000') => `owner of ${tasks}`

/** At this moment 10,000 tasks are in the trash for more than 30 days, and 20,000 for less. */
export const presentOfFill = parseInstant('2026-06-01T00:00:00.000Z')

/** Task `n` of a million, as they were created one after another, is task `k` of its owner, who has `tasks`. */
const placed = `
  select n,
    case when n % 10 = 0 then 'owner of 100,000' when n % 100 = 1 then 'owner of 10,000'
      when other % 8900 = 0 then 'owner of 100' else 'other ' || other % 8900 end as user_id,
    case when n % 10 = 0 then n / 10 when n % 100 = 1 then n / 100 + 1 else (other - 1) / 8900 + 1 end as k,
    case when n % 10 = 0 then 100000 when n % 100 = 1 then 10000 else 100 end as tasks
  from (select n, n - n / 10 - (n + 99) / 100 as other from generate_series(1, 1000000) n) numbered`

/**
 * Every task says "plan", one of a hundred "zebra", and one of a thousand "quagga", in its title or in its description of 150
 * characters, which every other task has. Titles and versions follow other orders than the dates.
 */
const filled = `
  select
    user_id,
    (lpad(to_hex(n), 12, '0') || '7' || substr(digest, 1, 3) || '8' || substr(digest, 4, 15))::uuid as id,
    initcap(substr(digest, 1, 6)) || ' plan the week ' || case when k % 100 = 7 then 'with Zebra ' else '' end || k as title,
    case when k % 2 = 0 then repeat('Call the others and write down what they said. ', 3)
      || case when k % 1000 = 42 then 'Quagga' else 'Zulu' end end as description,
    case when substr(digest, 8, 1) < '9' then created_at end as completed_at,
    created_at, created_at as updated_at,
    case when n / 10 % 100 = 0 then timestamptz '2026-04-01T00:00:00Z' + n * interval '1 second'
      when n / 10 % 100 < 3 then timestamptz '2026-05-12T00:00:00Z' + n * interval '1 second' end as deleted_at,
    1 + (k * 7919) % tasks as version
  from placed, md5(n::text) digest, lateral (
    select timestamptz '2026-01-01T00:00:00Z' + n * interval '5 seconds' as created_at
  ) dates`

/** Tasks with descriptions as long as they may be, none of them with any of the words. */
const filledLong = `
  select
    'owner of 10,000 long', gen_random_uuid(), 'Letter ' || n, letter, null::timestamptz, created_at, created_at,
    null::timestamptz, n, 'letter ' || n, letter, ''
  from generate_series(1, 10000) n, lateral (
    select timestamptz '2026-03-01T00:00:00Z' + n * interval '1 minute' as created_at,
      left(string_agg(md5(n || ' ' || line), ' '), 1000) as letter
    from generate_series(1, 31) line
  ) written`

const columns = `user_id, id, title, description, completed_at, created_at, updated_at, deleted_at, version,
  folded_title, folded_description, created_as`

const indexes = `
  select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as definition
  from pg_index where indrelid = 'tasks'::regclass and not indisprimary`

/** Fills a migrated database with a million tasks. The indexes are built afterwards, which is quicker. */
export const fillTasks = async (url: string): Promise<void> => {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    const { rows } = await client.query<{ name: string; definition: string }>(indexes)
    for (const { name } of rows) await client.query(`drop index ${name}`)
    await client.query(`
      with placed as (${placed}), filled as (${filled})
      insert into tasks (${columns})
      select user_id, id, title, description, completed_at, created_at, updated_at, deleted_at, version,
        lower(title), lower(coalesce(description, '')), ''
      from filled`)
    await client.query(`insert into tasks (${columns}) ${filledLong}`)
    await client.query(
      'insert into owners (user_id, version, task_count) select user_id, max(version), count(*) from tasks group by user_id',
    )
    await client.query("set maintenance_work_mem = '256MB'")
    for (const { definition } of rows) await client.query(definition)
    await client.query('vacuum (analyze) owners, tasks')
  } finally {
    await client.end()
  }
}
