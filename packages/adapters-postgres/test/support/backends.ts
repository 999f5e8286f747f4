import { runSql as sql } from '@taskport/adapters-postgres/testing'

/** Process ids of the pool's connections to the database, in order. */
export const backends = async (url: string): Promise<readonly number[]> => {
  const rows = await sql(
    url,
    `select pid from pg_stat_activity
    where datname = current_database() and application_name = 'taskport'
    order by pid`,
  )
  return rows.map(({ pid }) => Number(pid))
}

/** How many connections to the database wait for a lock. */
export const waitingForLock = async (url: string): Promise<number> => {
  const [row] = await sql(
    url,
    "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
  )
  return Number(row?.count)
}
