declare const instant: unique symbol

/**
 * A moment as text: ISO 8601, UTC, always with milliseconds (`2026-11-21T08:41:00.123Z`), years 0000 to 9999.
 * Text order is time order.
 */
export type Instant = string & { readonly [instant]: true }

const shape = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/

const isInstant = (text: string): text is Instant => {
  if (!shape.test(text)) return false
  const milliseconds = Date.parse(text)
  return !Number.isNaN(milliseconds) && new Date(milliseconds).toISOString() === text
}

/** @throws {RangeError} when the text is not an instant in exactly this form. */
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
