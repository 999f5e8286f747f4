import fc from 'fast-check'

const greatestSeed = 2 ** 31 - 1

const seedOf = (text: string | undefined): number => {
  if (text === undefined || text === '') return Math.floor(Math.random() * greatestSeed)
  if (/^\d{1,10}$/.test(text) && Number(text) <= greatestSeed) return Number(text)
  throw new RangeError(`TASKPORT_SEED is a whole number from 0 to ${greatestSeed}, not ${text}`)
}

/** Where the generated requests of this run begin: `TASKPORT_SEED`, or another one each time. */
export const requestSeed = seedOf(process.env.TASKPORT_SEED)

export interface Search {
  /** How many values to try. */
  readonly count: number
  /** Of how many at once. */
  readonly lanes?: number
  /** Absent: `requestSeed`. */
  readonly seed?: number
  /** Whether to look for the smallest that fails, which takes a while; absent: it does. */
  readonly shrink?: boolean
}

/** Tries a check with generated values: answers how the smallest that fails does so; null when none does. */
export const findCounterexample = async <Value>(
  values: fc.Arbitrary<Value>,
  check: (value: Value) => Promise<void>,
  { count, lanes = 4, seed = requestSeed, shrink = true }: Search,
): Promise<string | null> => {
  const runs = await Promise.all(
    Array.from({ length: Math.min(lanes, count) }, (_, lane) =>
      fc.check(fc.asyncProperty(values, check), {
        seed: (seed + lane) % greatestSeed,
        numRuns: Math.ceil(count / lanes),
        endOnFailure: !shrink,
      }),
    ),
  )
  const failed = runs.find((run) => run.failed)
  if (failed === undefined) return null
  const { errorInstance: error } = failed
  return `TASKPORT_SEED=${seed}\n${error instanceof Error ? error.message : String(error)}`
}
