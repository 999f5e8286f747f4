/**
 * Why a text cannot be kept. `MALFORMED`: it holds U+0000 or half of a surrogate pair, which no database keeps unaltered.
 * `BLANK`: nothing of it is visible.
 */
export type TextProblem = 'BLANK' | 'TOO_LONG' | 'MALFORMED'

/** Counts Unicode code points, so that an emoji of two UTF-16 units is one character. */
const isLongerThan = (text: string, max: number): boolean => {
  if (text.length <= max) return false
  if (text.length > 2 * max) return true
  let characters = 0
  for (const _ of text) characters += 1
  return characters > max
}

/** Checks what holds for every text of a task; null when it is fit. */
export const textProblem = (text: string, max: number): TextProblem | null => {
  if (!text.isWellFormed() || text.includes('\0')) return 'MALFORMED'
  return isLongerThan(text, max) ? 'TOO_LONG' : null
}
