import { type Instant, instantAfter, parseInstant } from '../instant.js'

/** A clock that shows `start` first and one millisecond more at every look, so that tests know each date. */
export const steppingClock = (start = '2026-01-01T00:00:00.000Z'): (() => Instant) => {
  let shown: Instant | null = null
  return () => {
    shown = shown === null ? parseInstant(start) : instantAfter(shown, shown)
    return shown
  }
}
