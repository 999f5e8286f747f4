import { type Instant, parseInstant } from '@taskport/domain'

/** What PostgreSQL leaves out at millisecond precision, by the length of what it prints: trailing zeros of the fraction. */
const endings: Readonly<Record<number, string>> = { 19: '.000Z', 21: '00Z', 22: '0Z', 23: 'Z' }

/**
 * Reads `to_json(… at time zone 'utc')`: JSON is the cheapest form that no server's DateStyle changes (a list of 50 takes a
 * twelfth longer than in the server's own form, and a third longer with `to_char`).
 * @throws {RangeError} for any other text, such as `infinity`, or a year before 1 or after 9999
 */
export const instantFromText = (text: string): Instant => {
  const printed = text.slice(1, -1)
  const ending = endings[printed.length]
  if (ending === undefined || text[0] !== '"' || text.at(-1) !== '"') {
    throw new RangeError(`Not a timestamp of the years 1 to 9999: ${text}`)
  }
  return parseInstant(printed + ending)
}
