import { columns, readingStatements } from './reading-statements.js'

/** The statements of the reference, prepared once a connection under their names. */
export const statements = {
  ...readingStatements,
  create: {
    name: 'create',
    text: `insert into tasks (id, user_id, title, description, completed_at)
      values ($1, $2, $3, $4, case when $5 = 'completed' then now() end)
      returning ${columns}`,
  },
  update: {
    name: 'update',
    text: `update tasks set
        title = coalesce($3, title),
        description = case when $4 then $5 else description end,
        completed_at = case $6 when 'completed' then coalesce(completed_at, now()) when 'pending' then null else completed_at end,
        updated_at = now(),
        version = version + 1
      where id = $1 and user_id = $2 and deleted_at is null
      returning ${columns}`,
  },
} as const
