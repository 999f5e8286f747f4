import fc from 'fast-check'
import { type ProgramClock, programClock } from './clock.js'
import { plainModel } from './model.js'
import { programs } from './request.js'
import { runProgram } from './run-program.js'
import type { Sending } from './send-everywhere.js'
import type { Side } from './side.js'

export interface ProgramSearch {
  readonly seed: number
  /** How many programs to try. */
  readonly count: number
  readonly sending?: Sending
  /** The stores of one program, which nobody has used before, but for other owners' tasks. */
  readonly openSides: (clock: ProgramClock) => readonly Side[]
  /** After each program, whether it went well or not. */
  readonly cleanUp?: () => Promise<void>
  /** Whether to look for the shortest program that fails, which takes a while; absent: it does. */
  readonly shrink?: boolean
}

/** Names that a careless comparison takes for one another, and that no other program of the process has. */
const ownersOf = (run: number): string[] => [`ann-${run}`, `Ann-${run}`, `a\u0301nn-${run}`]

let run = 0

/** Runs random programs until a side differs from the model: answers how to read and repeat that; null when none does. */
export const findCounterexample = async (search: ProgramSearch): Promise<string | null> => {
  const { seed, count, sending = 'once', openSides, cleanUp, shrink = true } = search
  // A creation without an id is not the same when it is sent again.
  const program = programs({ chosenIds: sending !== 'once' })
  const property = fc.asyncProperty(program, async (steps) => {
    run += 1
    const clock = programClock()
    const sides = openSides(clock)
    try {
      await runProgram(steps, { clock, ownerIds: ownersOf(run), model: plainModel(clock), sides, sending })
    } finally {
      await cleanUp?.()
    }
  })
  const { failed, numRuns, errorInstance } = await fc.check(property, {
    seed,
    numRuns: count,
    endOnFailure: !shrink,
  })
  if (!failed) return null
  const message = errorInstance instanceof Error ? errorInstance.message : String(errorInstance)
  const length = shrink ? 'at its shortest' : 'as it was met'
  return `Program ${numRuns} of TASKPORT_SEED=${seed}, every command sent ${sending}, ${length}:\n${message}`
}
