const units = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
] as const

const format = new Intl.RelativeTimeFormat('en', { numeric: 'auto' })

/** How long ago an instant was, such as `5 minutes ago`. @param now milliseconds since 1970 */
export const agoText = (instant: string, now: number): string => {
  const seconds = Math.max(0, (now - Date.parse(instant)) / 1_000)
  for (const [unit, length] of units) {
    if (seconds >= length) return format.format(-Math.floor(seconds / length), unit)
  }
  return 'just now'
}
