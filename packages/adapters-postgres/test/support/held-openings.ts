import type { PgConnection } from '../../src/connection/pg-connection.js'

/** An attempt to open a connection, which ends as the test says. */
export interface HeldOpening {
  readonly connection: PgConnection
  isGivenUp(): boolean
  succeed(): void
  fail(error: Error): void
}

const connection = (): PgConnection => {
  let isOver = false
  return {
    query: async () => [],
    travel: async () => ({ rows: [] }),
    isOver: () => isOver,
    hasFallenSilent: () => false,
    spoil: () => {},
    end: async () => {
      isOver = true
    },
  }
}

/** Opens connections for a test that decides about each attempt; one that is given up is rejected. */
export const heldOpenings = () => {
  const attempts: HeldOpening[] = []
  const open = (signal: AbortSignal): Promise<PgConnection> => {
    const { promise, resolve, reject } = Promise.withResolvers<PgConnection>()
    const made = connection()
    signal.addEventListener('abort', () => reject(new Error('given up')))
    attempts.push({
      connection: made,
      isGivenUp: () => signal.aborted,
      succeed: () => resolve(made),
      fail: reject,
    })
    return promise
  }
  return { attempts, open }
}
