import { type Instant, parseInstant } from '@taskport/domain'

/** What PostgreSQL prints for it at millisecond precision: trailing zeros of the fraction are left out. */
const printed = /^"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,3}))?"$/

/**
 * Reads `to_json(… at time zone 'utc')`: JSON is the cheapest form that no server's DateStyle changes (a list of 50 takes a
 * twelfth longer than in the server's own form, and a third longer with `to_char`).
 * @throws {RangeError} for any other text, such as `infinity`, or a year before 1 or after 9999
 */
export const instantFromText = (text: string): Instant => {
  const [, seconds, fraction = ''] = printed.exec(text) ?? []
  if (seconds === undefined) throw new RangeError(`Not a timestamp of the years 1 to 9999: ${text}`)
  return parseInstant(`${seconds}.${fraction.padEnd(3, '0')}Z`)
}
