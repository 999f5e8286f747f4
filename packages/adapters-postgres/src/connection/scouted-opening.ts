import type { PgConnection } from './pg-connection.js'

export interface ScoutedOpeningOptions {
  /** Aborting the signal gives the attempt up: it then rejects. */
  open(signal: AbortSignal): Promise<PgConnection>
  /** An attempt that takes longer, in milliseconds, may be lost; so often, too, another scout is sent. */
  readonly doubtMs: number
  /** At once, at least 1. */
  readonly mostScouts: number
}

/** Opens connections, and finds out by itself when new ones come through again. */
export interface ScoutedOpening {
  /** Rejects as an attempt does that fails. */
  open(): Promise<PgConnection>
  /** How many attempts are under way. */
  pending(): number
}

interface Attempt {
  readonly begunMs: number
  readonly isScout: boolean
  readonly giveUp: AbortController
}

interface Caller {
  resolve(connection: PgConnection): void
  reject(error: unknown): void
}

/**
 * Makes an attempt for each caller. One that falls into a silence of the network is lost for good, and would be waited for until its
 * deadline though the network has long been back; but a database that is asleep answers the old attempts, late. So these are
 * kept, and beside them scouts are sent. The first connection that comes through goes to the caller who has waited longest, whomever it was
 * begun for, and attempts that were begun long before it are begun anew.
 */
export const scoutedOpening = ({ open, doubtMs, mostScouts }: ScoutedOpeningOptions): ScoutedOpening => {
  const callers: Caller[] = []
  let attempts: Attempt[] = []
  let timer: NodeJS.Timeout | null = null

  const owned = () => attempts.filter(({ isScout }) => !isScout)

  const giveUp = (lost: readonly Attempt[]) => {
    attempts = attempts.filter((attempt) => !lost.includes(attempt))
    for (const attempt of lost) attempt.giveUp.abort()
  }

  const rest = () => {
    giveUp(attempts)
    if (timer !== null) clearTimeout(timer)
    timer = null
  }

  const begin = (isScout: boolean) => {
    const attempt: Attempt = { begunMs: performance.now(), isScout, giveUp: new AbortController() }
    attempts.push(attempt)
    open(attempt.giveUp.signal).then(
      (connection) => arrived(attempt, connection),
      (error: unknown) => failed(attempt, error),
    )
  }

  const arrived = (attempt: Attempt, connection: PgConnection) => {
    attempts = attempts.filter((other) => other !== attempt)
    const caller = callers.shift()
    if (caller === undefined) {
      void connection.end().catch(() => {})
      return
    }
    caller.resolve(connection)
    if (callers.length === 0) return rest()
    const doubtedMs = performance.now() - doubtMs
    giveUp(attempts.filter(({ begunMs }) => begunMs < attempt.begunMs && begunMs <= doubtedMs))
    while (owned().length < callers.length) begin(false)
  }

  const failed = (attempt: Attempt, error: unknown) => {
    if (attempt.giveUp.signal.aborted) return
    attempts = attempts.filter((other) => other !== attempt)
    if (owned().length < callers.length) callers.shift()?.reject(error)
    if (callers.length === 0) rest()
  }

  const look = () => {
    timer = setTimeout(look, doubtMs)
    const doubtedMs = performance.now() - doubtMs
    if (!owned().some(({ begunMs }) => begunMs <= doubtedMs)) return
    const scouts = attempts.filter(({ isScout }) => isScout)
    giveUp(scouts.slice(0, Math.max(0, scouts.length - mostScouts + 1)))
    begin(true)
  }

  return {
    open: () =>
      new Promise((resolve, reject) => {
        callers.push({ resolve, reject })
        begin(false)
        timer ??= setTimeout(look, doubtMs)
      }),
    pending: () => attempts.length,
  }
}
