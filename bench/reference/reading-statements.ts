export const columns =
  'id, user_id, title, description, completed_at, created_at, updated_at, deleted_at, version'

/** How every reference reads, as all keep a task in columns of the same names. */
export const readingStatements = {
  get: {
    name: 'get',
    text: `select ${columns} from tasks where user_id = $1 and id = $2 and deleted_at is null`,
  },
  list: {
    name: 'list',
    text: `select ${columns} from tasks where user_id = $1 and deleted_at is null order by created_at desc, id desc limit $2`,
  },
}
