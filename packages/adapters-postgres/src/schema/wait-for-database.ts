import { setTimeout as sleep } from 'node:timers/promises'
import { StorageUnavailable } from '@taskport/domain'
import { Client, DatabaseError } from 'pg'
import type { ConnectionSettings } from '../connection/connection-settings.js'
import { asUnavailable, ConnectionLost } from '../connection/database-fault.js'
import type { Log } from '../log.js'

const attemptMs = 5_000
const pauseMs = 1_000

const tryOnce = async (settings: ConnectionSettings): Promise<unknown> => {
  const client = new Client({
    ...settings,
    application_name: 'taskport start',
    connectionTimeoutMillis: attemptMs,
    query_timeout: attemptMs,
  })
  // A connection that breaks after it has answered is of no interest here.
  client.on('error', () => {})
  try {
    await client.connect()
    await client.query('select 1')
    return null
  } catch (error) {
    return asUnavailable(error instanceof DatabaseError ? error : new ConnectionLost(error))
  } finally {
    void client.end().catch(() => {})
  }
}

/**
 * Resolves once the database answers. While it is away it is asked once a second, each time with a line in the log, for
 * `limitMs` milliseconds; a fault that waiting does not mend (a wrong password, an unknown database) rejects at once.
 */
export const waitForDatabase = async ({
  settings,
  log,
  limitMs,
}: {
  readonly settings: ConnectionSettings
  readonly log: Log
  readonly limitMs: number
}): Promise<void> => {
  const { host, port } = settings
  const start = performance.now()
  for (;;) {
    const fault = await tryOnce(settings)
    if (fault === null) return
    const waitedMs = Math.round(performance.now() - start)
    if (!(fault instanceof StorageUnavailable) || waitedMs + pauseMs > limitMs) throw fault
    log.warn({ host, port, waitedMs, limitMs, reason: fault.message }, 'Waiting for the database')
    await sleep(pauseMs)
  }
}
