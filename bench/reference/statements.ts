const columns = 'id, user_id, title, description, completed_at, created_at, updated_at, deleted_at, version'

/** The statements of the reference, prepared once a connection under their names. */
export const statements = {
  get: {
    name: 'get',
    text: `select ${columns} from tasks where id = $1 and user_id = $2 and deleted_at is null`,
  },
  list: {
    name: 'list',
    text: `select ${columns} from tasks where user_id = $1 and deleted_at is null order by created_at desc, id desc limit $2`,
  },
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
