import { setTimeout as sleep } from 'node:timers/promises'
import { runSql } from '@taskport/adapters-postgres/testing'

const terminated =
  "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'taskport'"

/** Ends the API's sessions, so that the next ones find the database as it is set now. */
export const endSessions = async (url: string): Promise<void> => {
  await runSql(url, terminated)
  await sleep(300)
}

/** Sets something on the database for its next sessions; null takes it back. */
export const setOnDatabase = async (url: string, setting: string, value: string | null): Promise<void> => {
  const name = new URL(url).pathname.slice(1)
  const change = value === null ? `reset ${setting}` : `set ${setting} = '${value}'`
  // A database that was set to read-only is written to all the same.
  await runSql(url, `begin read write; alter database ${name} ${change}; commit`)
  await endSessions(url)
}
