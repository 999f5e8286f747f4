declare const instant: unique symbol

/**
 * A moment as text: ISO 8601, UTC, always with milliseconds (`2026-11-21T08:41:00.123Z`), years 0000 to 9999.
 * Text order is time order.
 */
export type Instant = string & { readonly [instant]: true }

const isLeapYear = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)

const daysIn = (year: number, month: number): number => {
  if (month === 2) return isLeapYear(year) ? 29 : 28
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}

/** What the digits from one place up to another mean; NaN, which is in no range, where one of them is no digit. */
const numberIn = (text: string, from: number, to: number): number => {
  let number = 0
  for (let place = from; place < to; place += 1) {
    const digit = text.charCodeAt(place) - 48
    if (!(digit >= 0 && digit <= 9)) return Number.NaN
    number = 10 * number + digit
  }
  return number
}

const length = 24

const isDay = (text: string): boolean => {
  const year = numberIn(text, 0, 4)
  const month = numberIn(text, 5, 7)
  const day = numberIn(text, 8, 10)
  return year >= 0 && month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month)
}

const isTime = (text: string): boolean =>
  numberIn(text, 11, 13) <= 23 &&
  numberIn(text, 14, 16) <= 59 &&
  numberIn(text, 17, 19) <= 59 &&
  numberIn(text, 20, 23) >= 0

/** By hand: every instant of every row is looked at, and a regular expression takes several times as long. */
const isInstant = (text: string): text is Instant =>
  text.length === length &&
  text[4] === '-' &&
  text[7] === '-' &&
  text[10] === 'T' &&
  text[13] === ':' &&
  text[16] === ':' &&
  text[19] === '.' &&
  text[23] === 'Z' &&
  isDay(text) &&
  isTime(text)

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

/** The moment so many days of 24 hours before `now`. @throws {RangeError} before the year 0 */
export const daysBefore = (now: Instant, days: number): Instant =>
  parseInstant(new Date(Date.parse(now) - days * 86_400_000).toISOString())
