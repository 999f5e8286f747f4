import { globalSetup, globalTeardown, runSql, testServerUrl } from '@taskport/adapters-postgres/testing'
import { parentOf } from './measuring/processor-time.js'
import { run } from './run.js'

/** The PostgreSQL of a run. */
export interface BenchDatabase extends AsyncDisposable {
  /** URL of an administrator's database on it. */
  readonly url: string
}

/** Its processes are children of one, whose children inherit what it is kept to. */
const pin = async (url: string, core: number): Promise<void> => {
  const [row] = await runSql(url, "select pid from pg_stat_activity where backend_type = 'checkpointer'")
  await run('taskset', ['-apc', String(core), String(await parentOf(Number(row?.pid)))])
}

/**
 * Starts one, or takes the one that TASKPORT_TEST_SERVER_URL names, on this machine.
 * @param core the processor core it is kept to; null: to none
 */
export const openBenchDatabase = async (core: number | null): Promise<BenchDatabase> => {
  await globalSetup()
  const url = testServerUrl()
  if (core !== null) await pin(url, core)
  return { url, [Symbol.asyncDispose]: globalTeardown }
}
