import { Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { StorageUnavailable } from '@taskport/domain'
import { Client } from 'pg'
import type { ConnectionSettings } from '../connection/connection-settings.js'
import { asUnavailable, connectionFault, isMisconfigured } from '../connection/database-fault.js'
import type { Log } from '../log.js'

const shortestAttemptMs = 100
const longestAttemptMs = 5_000
const pauseMs = 1_000

const tryOnce = async (
  settings: ConnectionSettings,
  timeoutMs: number,
  signal: AbortSignal,
): Promise<unknown> => {
  // Of our own, as pg has no other way to give up a connection that is being made.
  const socket = new Socket()
  const client = new Client({
    ...settings,
    stream: () => socket,
    application_name: 'taskport start',
    connectionTimeoutMillis: timeoutMs,
    query_timeout: timeoutMs,
  })
  // A connection that breaks after it has answered is of no interest here.
  client.on('error', () => {})
  const giveUp = () => {
    socket.destroy()
  }
  signal.addEventListener('abort', giveUp)
  try {
    await client.connect()
    await client.query('select 1')
    return null
  } catch (error) {
    return isMisconfigured(error) ? error : asUnavailable(connectionFault(error))
  } finally {
    signal.removeEventListener('abort', giveUp)
    void client.end().catch(() => {})
  }
}

/**
 * Resolves once the database answers. While it is away it is asked again a second after each failure, with a line in the
 * log, for about `limitMs` milliseconds, then it rejects with `StorageUnavailable`. What waiting does not mend (a wrong
 * password, an unknown database, a certificate that cannot be verified) rejects at once, with pg's error. The signal ends the
 * waiting: it then rejects with the signal's reason.
 */
export const waitForDatabase = async ({
  settings,
  log,
  limitMs,
  signal = new AbortController().signal,
}: {
  readonly settings: ConnectionSettings
  readonly log: Log
  readonly limitMs: number
  readonly signal?: AbortSignal | undefined
}): Promise<void> => {
  const { host, port } = settings
  const start = performance.now()
  for (;;) {
    signal.throwIfAborted()
    const leftMs = limitMs - (performance.now() - start)
    const fault = await tryOnce(
      settings,
      Math.max(shortestAttemptMs, Math.min(leftMs, longestAttemptMs)),
      signal,
    )
    signal.throwIfAborted()
    if (fault === null) return
    const waitedMs = Math.round(performance.now() - start)
    if (!(fault instanceof StorageUnavailable) || waitedMs + pauseMs > limitMs) throw fault
    log.warn({ host, port, waitedMs, limitMs, reason: fault.message }, 'Waiting for the database')
    await sleep(pauseMs, undefined, { signal })
  }
}
