import { runSql } from '@taskport/adapters-postgres/testing'
import { referenceSchema } from '../reference/schema.js'

/** How much to fill in: each of users 1 to `users` has tasks 1 to `tasksPerUser`. */
export interface Amount {
  readonly users: number
  readonly tasksPerUser: number
  /** How many further users there are, with a hundred tasks each, whom nobody asks about; absent: none. */
  readonly others?: number | undefined
}

const tasksPerOther = 100

/** Numbers of users from there on are others'. */
const firstOther = 1_000_000

/** What both databases hold of a task: every third is completed, every second described. */
const generated = `
  select
    'user-' || u as user_id,
    md5('user-' || u || ' task ' || n)::uuid as id,
    'Task ' || n || ' of user ' || u as title,
    case when n % 2 = 0 then 'What has to be done for the task ' || n || ', and by when, and why it matters' end as description,
    case when n % 3 = 0 then created_at + interval '1 hour' end as completed_at,
    created_at,
    case when n % 3 = 0 then created_at + interval '1 hour' else created_at end as updated_at,
    n as version
  from generate_series($3::int + 1, $3::int + $1::int) u, generate_series(1, $2::int) n,
    lateral (select '2026-01-01T00:00:00Z'::timestamptz + n * interval '61.007 seconds' as created_at) at`

const fillUsers = async (url: string, users: number, tasksPerUser: number, behind: number): Promise<void> => {
  await runSql(
    url,
    `insert into owners (user_id, version, task_count)
    select 'user-' || u, greatest($2::int, 1), $2::int from generate_series($3::int + 1, $3::int + $1::int) u`,
    [users, tasksPerUser, behind],
  )
  await runSql(
    url,
    `insert into tasks
      (user_id, id, title, description, completed_at, created_at, updated_at, version, folded_title, folded_description, created_as)
    select user_id, id, title, description, completed_at, created_at, updated_at, version,
      lower(title), lower(coalesce(description, '')), ''
    from (${generated}) generated order by version, user_id`,
    [users, tasksPerUser, behind],
  )
}

/** Fills a migrated database of Taskport's. */
export const fillTaskport = async (
  url: string,
  { users, tasksPerUser, others = 0 }: Amount,
): Promise<void> => {
  await fillUsers(url, others, tasksPerOther, firstOther)
  await fillUsers(url, users, tasksPerUser, 0)
  await runSql(url, 'vacuum analyze')
}

/** Makes and fills a database of the reference's. */
export const fillReference = async (url: string, { users, tasksPerUser }: Amount): Promise<void> => {
  await runSql(url, referenceSchema)
  await runSql(
    url,
    `insert into tasks (id, user_id, title, description, completed_at, created_at, updated_at, version)
    select id, user_id, title, description, completed_at, created_at, updated_at, version
    from (${generated}) generated order by version, user_id`,
    [users, tasksPerUser, 0],
  )
  await runSql(url, 'vacuum analyze')
}
