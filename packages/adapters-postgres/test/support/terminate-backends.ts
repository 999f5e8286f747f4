import { runSql as sql } from '@taskport/adapters-postgres/testing'

/** Ends the server's side of the connections to the database whose application name is like this. */
export const terminateBackends = (url: string, applicationName = 'taskport') =>
  sql(
    url,
    `select pg_terminate_backend(pid)
    from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid() and application_name like $1`,
    [applicationName],
  )
