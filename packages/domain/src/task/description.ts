import { limits } from '../limits.js'
import { type TextProblem, textProblem } from './text-problem.js'

/** Says why a text is no description; null when it is one. It is kept exactly as given, white space included. */
export const descriptionProblem = (text: string): TextProblem | null =>
  textProblem(text, limits.descriptionLength.max)
