const whole = (name: string, fallback: number, min: number, max: number): number => {
  const text = process.env[name]
  if (text === undefined || text === '') return fallback
  const number = Number(text)
  if (Number.isInteger(number) && number >= min && number <= max) return number
  throw new RangeError(`${name} is a whole number from ${min} to ${max}, not ${text}`)
}

const greatestSeed = 2 ** 31 - 1

/** What random programs a run of tests plays. */
export interface ProgramSettings {
  /** Where they begin: `TASKPORT_SEED`, or another one each time. */
  readonly seed: number
  /** How many of them a test runs: `TASKPORT_PROGRAMS`. */
  readonly count: number
}

/** @throws {RangeError} when a variable says nothing that can be done */
export const programSettings = (usually: number, most: number): ProgramSettings => ({
  seed: whole('TASKPORT_SEED', Math.floor(Math.random() * greatestSeed), 0, greatestSeed),
  count: whole('TASKPORT_PROGRAMS', usually, 1, most),
})
