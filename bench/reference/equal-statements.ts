import { columns, readingStatements } from './reading-statements.js'

const creation = (condition = '') => `with owner as (
    insert into owners (user_id, version, task_count)
    select $1::text, 1, 1
    ${condition}
    on conflict (user_id) do update set version = owners.version + 1, task_count = owners.task_count + 1
    where owners.task_count < $9::bigint
    returning version
  )
  insert into tasks (user_id, id, title, description, completed_at, created_at, updated_at, version,
    folded_title, folded_description, created_as)
  select $1::text, $2, $3, $4, case when $5 = 'completed' then now() end, now(), now(), owner.version, $6, $7, $8
  from owner
  returning ${columns}`

/**
 * The statements of the reference that keeps the API's promises, on the API's own tables: a version for every write from its owner's counter,
 * in the order in which writes are committed, which is what a feed of changes needs; the count for the quota; a creation that can be repeated;
 * an update under a condition. Each is one statement, as whoever writes SQL by hand has no reason to read first.
 */
export const equalStatements = {
  ...readingStatements,
  create: {
    name: 'create',
    text: creation(),
  },
  createWithGivenId: {
    name: 'create_with_given_id',
    text: creation('where not exists (select from tasks where user_id = $1::text and id = $2)'),
  },
  earlier: {
    name: 'earlier',
    text: `select ${columns}, created_as from tasks where user_id = $1 and id = $2`,
  },
  update: {
    name: 'update',
    text: `with owner as (
        update owners set version = version + 1
        where user_id = $1::text
        returning version as next_version
      )
      update tasks set
        title = coalesce($3, title),
        folded_title = coalesce($4, folded_title),
        description = case when $5 then $6 else description end,
        folded_description = case when $5 then coalesce($7, '') else folded_description end,
        completed_at = case $8 when 'completed' then coalesce(completed_at, now()) when 'pending' then null else completed_at end,
        updated_at = greatest(now(), updated_at + interval '1 millisecond'),
        version = owner.next_version
      from owner
      where user_id = $1::text and id = $2 and deleted_at is null and ($9::bigint is null or version = $9::bigint)
      returning ${columns}`,
  },
} as const
