import type { PgConnection } from './pg-connection.js'
import type { ScoutedOpening } from './scouted-opening.js'

export interface ConnectionPoolOptions {
  readonly opening: ScoutedOpening
  /** For how long a connection may lie idle, in milliseconds, to within a third. */
  readonly idleTimeoutMs: number
  /** How long work that is still going on is waited for at the end, in milliseconds. */
  readonly terminationTimeoutMs: number
}

/** How many connections there are, by what they do. */
export interface PoolState {
  readonly pendingConnections: number
  readonly idleConnections: number
  readonly acquiredConnections: number
  /** Saying goodbye. */
  readonly pendingDestroyConnections: number
}

/** Keeps connections for use again. It has no queue and no limit: those are its caller's, who has a deadline for both. */
export interface ConnectionPool {
  /** Gives `work` a connection for itself, which is used again unless it is over by then. Rejects as `open` and `work` do. */
  connect<T>(work: (connection: PgConnection) => Promise<T>): Promise<T>
  state(): PoolState
  /** Ends every connection; those in use when their work is done, or `terminationTimeoutMs` from now. Nothing is asked for after it. */
  end(): Promise<void>
}

interface Idle {
  readonly connection: PgConnection
  /** By `performance.now()`. */
  readonly since: number
}

/** Opens connections when they are needed. The one that was used last is used next, so that those that are not needed grow old. */
export const connectionPool = ({
  opening,
  idleTimeoutMs,
  terminationTimeoutMs,
}: ConnectionPoolOptions): ConnectionPool => {
  let idle: Idle[] = []
  const busy = new Set<PgConnection>()
  const ending = new Set<Promise<void>>()
  let isEnding = false
  let onIdle = () => {}

  const drop = (connection: PgConnection) => {
    const end = connection
      .end()
      .catch(() => {})
      .finally(() => ending.delete(end))
    ending.add(end)
  }

  const sweep = setInterval(() => {
    const oldest = performance.now() - idleTimeoutMs
    const kept = idle.filter(({ connection, since }) => since > oldest && !connection.isOver())
    for (const one of idle) if (!kept.includes(one)) drop(one.connection)
    idle = kept
  }, idleTimeoutMs / 3)
  sweep.unref()

  const release = (connection: PgConnection) => {
    busy.delete(connection)
    if (isEnding || connection.isOver()) drop(connection)
    else idle.push({ connection, since: performance.now() })
    if (busy.size === 0) onIdle()
  }

  const use = async <T>(
    connection: PgConnection,
    work: (connection: PgConnection) => Promise<T>,
  ): Promise<T> => {
    busy.add(connection)
    try {
      return await work(connection)
    } finally {
      release(connection)
    }
  }

  return {
    connect: async (work) => {
      for (let one = idle.pop(); one !== undefined; one = idle.pop()) {
        if (!one.connection.isOver()) return use(one.connection, work)
        drop(one.connection)
      }
      return use(await opening.open(), work)
    },
    state: () => ({
      pendingConnections: opening.pending(),
      idleConnections: idle.length,
      acquiredConnections: busy.size,
      pendingDestroyConnections: ending.size,
    }),
    end: async () => {
      isEnding = true
      clearInterval(sweep)
      for (const { connection } of idle) drop(connection)
      idle = []
      if (busy.size > 0) {
        await new Promise<void>((resolve) => {
          onIdle = resolve
          setTimeout(resolve, terminationTimeoutMs)
        })
      }
      for (const connection of busy) drop(connection)
      await Promise.all(ending)
    },
  }
}
