import { limits } from '../limits.js'
import { invisibleAstralCharacters, invisibleCharacters } from './invisible-characters.js'
import { type TextProblem, textProblem } from './text-problem.js'

const visible = new RegExp(`[^${invisibleCharacters}${invisibleAstralCharacters}]`, 'u')

/**
 * What a title looks like, but for its length: a regular expression for schemas, which every engine reads. It takes all beyond
 * U+FFFF for visible, where a few thousand characters are not.
 */
export const titlePattern = `^[^\\u0000]*[^${invisibleCharacters}][^\\u0000]*$`

/** The title as it is kept: without white space around it. */
export const trimTitle = (text: string): string => text.trim()

/** Says why a text is no title, before or after trimming; null when it is one. */
export const titleProblem = (text: string): TextProblem | null => {
  const trimmed = trimTitle(text)
  const problem = textProblem(trimmed, limits.titleLength.max)
  if (problem !== null) return problem
  return visible.test(trimmed) ? null : 'BLANK'
}
