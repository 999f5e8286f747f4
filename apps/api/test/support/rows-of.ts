import { runSql as sql } from '@taskport/adapters-postgres/testing'

/** What a database holds of a user: equal before and after when nothing of it has changed. */
export interface RowsOf {
  readonly count: unknown
  readonly tasks: unknown
  readonly owner: unknown
}

export const rowsOf = async (databaseUrl: string, userId: string): Promise<RowsOf> => {
  const [tasks] = await sql(
    databaseUrl,
    `select count(*)::int as count, md5(string_agg(t::text, '|' order by id)) as hash from tasks t where user_id = $1`,
    [userId],
  )
  const [owner] = await sql(databaseUrl, 'select md5(o::text) as hash from owners o where user_id = $1', [
    userId,
  ])
  return { count: tasks?.count, tasks: tasks?.hash, owner: owner?.hash }
}
