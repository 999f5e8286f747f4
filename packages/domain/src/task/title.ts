import { limits } from '../limits.js'
import { type TextProblem, textProblem } from './text-problem.js'

/** Anything but white space, controls, and what is rendered as nothing (zero-width marks, fillers, the blank Braille cell). */
const visible = /[^\p{White_Space}\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\u2800]/u

/** The title as it is kept: without white space around it. */
export const trimTitle = (text: string): string => text.trim()

/** Says why a text is no title, before or after trimming; null when it is one. */
export const titleProblem = (text: string): TextProblem | null => {
  const trimmed = trimTitle(text)
  const problem = textProblem(trimmed, limits.titleLength.max)
  if (problem !== null) return problem
  return visible.test(trimmed) ? null : 'BLANK'
}
