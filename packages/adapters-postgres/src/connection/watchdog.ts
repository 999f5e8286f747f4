/** Waits for one answer after the other, and gives up when one does not come. */
export interface Watchdog {
  /** An answer is expected within so many milliseconds from now; no other is waited for any more. */
  expect(withinMs: number): void
  /** Nothing is expected. */
  rest(): void
  /** Nothing is expected any more: it keeps no process alive. */
  stop(): void
}

/**
 * Calls `giveUp` once an answer is overdue. One timer serves many answers, as nearly all come in time and each is usually expected later
 * than the one before: it looks again when it rings, and is set anew only for an answer that is due sooner.
 */
export const watchdog = (giveUp: () => void): Watchdog => {
  let expiresAt = Number.POSITIVE_INFINITY
  let ringsAt = Number.POSITIVE_INFINITY
  let timer: NodeJS.Timeout | null = null

  const stop = () => {
    expiresAt = Number.POSITIVE_INFINITY
    if (timer !== null) clearTimeout(timer)
    timer = null
  }
  const wind = (ms: number) => {
    ringsAt = expiresAt
    timer = setTimeout(look, ms)
  }
  const look = () => {
    timer = null
    if (expiresAt === Number.POSITIVE_INFINITY) return
    const left = expiresAt - performance.now()
    if (left > 0) return wind(left)
    stop()
    giveUp()
  }

  return {
    expect: (withinMs) => {
      expiresAt = performance.now() + withinMs
      if (timer !== null && ringsAt <= expiresAt) return
      if (timer !== null) clearTimeout(timer)
      wind(withinMs)
    },
    rest: () => {
      expiresAt = Number.POSITIVE_INFINITY
    },
    stop,
  }
}
