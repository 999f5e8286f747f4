const whole = (name: string, fallback: number, min: number, max: number): number => {
  const text = process.env[name]
  if (text === undefined || text === '') return fallback
  const number = Number(text)
  if (Number.isInteger(number) && number >= min && number <= max) return number
  throw new RangeError(`${name} is a whole number from ${min} to ${max}, not ${text}`)
}

const greatestSeed = 2 ** 31 - 1

/** Where the random programs of this run begin: `TASKPORT_SEED`, or another one each time. */
export const programSeed = whole('TASKPORT_SEED', Math.floor(Math.random() * greatestSeed), 0, greatestSeed)

/** How many programs a test runs: `TASKPORT_PROGRAMS`. */
export const programCount = whole('TASKPORT_PROGRAMS', 150, 1, 1_000_000)
