import { limits } from '../limits.js'
import { type TextProblem, textProblem } from './text-problem.js'

/** What a description looks like, but for its length: a regular expression, for schemas. */
export const descriptionPattern = '^[^\\u0000]*$'

/** Says why a text is no description; null when it is one. It is kept exactly as given, white space included. */
export const descriptionProblem = (text: string): TextProblem | null =>
  textProblem(text, limits.descriptionLength.max)
