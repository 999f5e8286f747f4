import type { DatabaseMeter } from '@taskport/adapters-postgres'

/** A meter that keeps what it is told, the oldest first. */
export const recordedMeter = () => {
  const waits: number[] = []
  const causes: string[] = []
  const state = { repetitions: 0 }
  const meter: DatabaseMeter = {
    admitted: (seconds) => {
      waits.push(seconds)
    },
    turnedAway: (cause) => {
      causes.push(cause)
    },
    statementRepeated: () => {
      state.repetitions += 1
    },
  }
  return { meter, waits, causes, state }
}
