import { type Instant, parseInstant } from '@taskport/domain'

/** The one clock of a program: it moves only between commands, so that every store sees the same moment. */
export interface ProgramClock {
  now(): Instant
  /** Forward, or back when negative. */
  move(milliseconds: number): void
}

export const programClock = (): ProgramClock => {
  let milliseconds = Date.parse('2026-01-01T00:00:00.000Z')
  return {
    now: () => parseInstant(new Date(milliseconds).toISOString()),
    move: (by) => {
      milliseconds += by
    },
  }
}
