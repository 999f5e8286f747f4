import { StorageUnavailable } from '@taskport/domain'

/**
 * How many milliseconds of the deadline are left, at least 1; throws `StorageUnavailable` once it has passed, so that nothing is done late.
 * Work asks before each thing that it does: once it has asked, nobody knows what became of work that does not say it in time.
 */
export type TimeLeft = () => number

export interface WorkDeadlineOptions {
  /** For how long a piece of work may wait and run, together, in milliseconds. */
  readonly deadlineMs: number
  /**
   * How much longer work may take to say how it ended that has begun something, in milliseconds: the caller hears its verdict, not a guess.
   */
  readonly graceMs: number
}

/** The deadline of one piece of work, which waits from now on. */
export interface WorkDeadline {
  /** By `performance.now()`. */
  readonly cameMs: number
  readonly timeLeft: TimeLeft
  /** Its turn has come, by `performance.now()`; answers for how many milliseconds it has waited. */
  begin(nowMs: number): number
  /** It has ended by itself. */
  end(): void
}

/** @param giveUp told once at most: while it waited or while it ran, and then whether it had begun something */
export const workDeadline = (
  { deadlineMs, graceMs }: WorkDeadlineOptions,
  giveUp: (cause: 'deadline-waiting' | 'deadline-running', hasBegun: boolean) => void,
): WorkDeadline => {
  const cameMs = performance.now()
  const endsMs = cameMs + deadlineMs
  let isGivenUp = false
  let hasBegun = false

  const giveUpRunning = () => {
    isGivenUp = true
    giveUp('deadline-running', hasBegun)
  }
  const hearOrGiveUp = () => {
    if (hasBegun) timer = setTimeout(giveUpRunning, graceMs)
    else giveUpRunning()
  }
  let timer = setTimeout(giveUp, deadlineMs, 'deadline-waiting', false)

  return {
    cameMs,
    timeLeft: () => {
      const left = Math.ceil(endsMs - performance.now())
      if (left <= 0 || isGivenUp) throw new StorageUnavailable('The caller is gone', { retryAfterSeconds: 1 })
      hasBegun = true
      return left
    },
    begin: (nowMs) => {
      clearTimeout(timer)
      timer = setTimeout(hearOrGiveUp, Math.max(0, endsMs - nowMs))
      return nowMs - cameMs
    },
    end: () => clearTimeout(timer),
  }
}
