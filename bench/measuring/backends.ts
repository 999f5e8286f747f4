import { runSql } from '@taskport/adapters-postgres/testing'

/** The server processes behind a database's clients, of a PostgreSQL on this machine. */
export const backendsOf = async (url: string): Promise<number[]> => {
  const rows = await runSql(
    url,
    `select pid from pg_stat_activity
    where datname = current_database() and backend_type = 'client backend' and pid <> pg_backend_pid()`,
  )
  return rows.map(({ pid }) => Number(pid))
}
