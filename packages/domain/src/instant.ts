declare const instant: unique symbol

/**
 * A moment as text: ISO 8601, UTC, always with milliseconds (`2026-11-21T08:41:00.123Z`), years 0000 to 9999.
 * Text order is time order.
 */
export type Instant = string & { readonly [instant]: true }

const shape = /^(\d{4})-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z$/

const isLeapYear = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)

const daysIn = (year: number, month: number): number => {
  if (month === 2) return isLeapYear(year) ? 29 : 28
  return [4, 6, 9, 11].includes(month) ? 30 : 31
}

const isInstant = (text: string): text is Instant => {
  const [, year, month, day] = shape.exec(text) ?? []
  return Number(day) <= daysIn(Number(year), Number(month))
}

/** @throws {RangeError} when the text is not an instant in exactly this form, of a day that exists. */
export const parseInstant = (text: string): Instant => {
  if (isInstant(text)) return text
  throw new RangeError(`Not an instant in UTC with milliseconds, like 2026-11-21T08:41:00.123Z: ${text}`)
}

/**
 * The moment of a change that follows `previous`: `now`, or one millisecond after `previous` where the clock has not moved
 * on (or went back), so that every change of a task moves its date.
 */
export const instantAfter = (previous: Instant, now: Instant): Instant =>
  now > previous ? now : parseInstant(new Date(Date.parse(previous) + 1).toISOString())
