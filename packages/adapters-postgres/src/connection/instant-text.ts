import { type Instant, parseInstant } from '@taskport/domain'

/** What PostgreSQL prints for a `timestamp` of millisecond precision: trailing zeros of the fraction are left out. */
const printed = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)(?:\.(\d{1,3}))?$/

/** Reads a `timestamp` that means UTC. @throws {RangeError} for any other text, such as `infinity`. */
export const instantFromText = (text: string): Instant => {
  const [, date, time, fraction = ''] = printed.exec(text) ?? []
  if (date === undefined || time === undefined)
    throw new RangeError(`Not a timestamp of the years 0 to 9999: ${text}`)
  return parseInstant(`${date}T${time}.${fraction.padEnd(3, '0')}Z`)
}
