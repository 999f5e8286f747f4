import { setTimeout as sleep } from 'node:timers/promises'
import { type LaunchOptions, launch, type OwnedServer, takeLock } from './launch.js'

const firstDelayMs = 100
const longestDelayMs = 5_000
/** A server that ran for so long was well: the next delay is the first again. */
const wellAfterMs = 60_000

interface BackOff {
  /** Waits, longer each time. Rejects when aborted. */
  wait(): Promise<void>
  reset(): void
}

const backOff = (signal: AbortSignal): BackOff => {
  let delay = firstDelayMs
  return {
    wait: async () => {
      await sleep(delay, undefined, { signal })
      delay = Math.min(delay * 2, longestDelayMs)
    },
    reset: () => {
      delay = firstDelayMs
    },
  }
}

/**
 * Keeps a server running and ours, on the same port, until the signal; then ends it. Never gives up, and rejects only
 * when the server cannot be ended.
 */
export const supervise = async (owned: OwnedServer, options: Omit<LaunchOptions, 'port'>): Promise<void> => {
  const { cluster, log, signal } = options
  const { port } = owned.server
  const restarts = backOff(signal)
  const aborted = new Promise<void>((resolve) => {
    signal.addEventListener('abort', () => resolve(), { once: true })
  })
  let { server, session } = owned
  let startedAt = Date.now()

  const restart = async (): Promise<void> => {
    const how = await server.ended
    if (Date.now() - startedAt > wellAfterMs) restarts.reset()
    log.warn({ port, how }, 'The embedded PostgreSQL server ended by itself; starting it again')
    for (;;) {
      await restarts.wait()
      try {
        ;({ server, session } = await launch({ ...options, port }))
        startedAt = Date.now()
        log.info({ port, pid: server.pid }, 'The embedded PostgreSQL server is back')
        return
      } catch (error) {
        signal.throwIfAborted()
        log.error({ port, err: error }, 'The embedded PostgreSQL server cannot be started again yet')
      }
    }
  }

  /** Sessions end while the server goes on when an administrator ends them, or one of its processes crashes. */
  const lockAgain = async (): Promise<void> => {
    const attempts = backOff(signal)
    while (server.isRunning()) {
      try {
        session = await takeLock(cluster, port)
        return
      } catch (error) {
        log.warn(
          { port, err: error },
          'The lock on the embedded PostgreSQL server was lost and is not back yet',
        )
      }
      await attempts.wait()
    }
  }

  try {
    for (;;) {
      await Promise.race([server.ended, session.ended, aborted])
      signal.throwIfAborted()
      if (server.isRunning()) await lockAgain()
      else await restart()
    }
  } catch (error) {
    if (!signal.aborted) throw error
  } finally {
    await server.stop()
    await session.end()
  }
}
