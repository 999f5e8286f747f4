import { setTimeout as sleep } from 'node:timers/promises'
import type { Client } from 'pg'
import type { Log } from '../log.js'

/** Any number that no other program uses for its advisory lock: "taskport" in ASCII. */
const lockKey = 0x7461736b706f7274n

const pauseMs = 200

/**
 * Takes the lock of the whole database that one migration at a time may hold, waiting for it as long as it takes. It is
 * given back when the connection ends. It belongs to an open transaction rather than to a session, so that it holds through
 * a pooler as well. The signal ends the waiting.
 */
export const takeMigrationLock = async (connection: Client, log: Log, signal: AbortSignal): Promise<void> => {
  await connection.query('begin isolation level read committed')
  await connection.query('set local idle_in_transaction_session_timeout = 0')
  for (let attempt = 1; ; attempt += 1) {
    // Asked again and again: a statement that waits has a snapshot, which `create index concurrently` would wait for.
    const { rows } = await connection.query<{ taken: boolean }>(
      `select pg_try_advisory_xact_lock(${lockKey}) as taken`,
    )
    if (rows[0]?.taken === true) return
    if (attempt === 1) log.info({}, 'Waiting for another instance, which migrates the database')
    await sleep(pauseMs, undefined, { signal })
  }
}
