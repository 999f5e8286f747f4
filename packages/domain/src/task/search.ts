import { limits } from '../limits.js'
import { foldText } from './fold-text.js'
import { type TextProblem, textProblem } from './text-problem.js'

/** The words to look for: folded, each once, in the order of the text. A word is what stands between white space. */
export const searchWords = (search: string): string[] => [
  ...new Set(
    foldText(search)
      .split(/\s+/)
      .filter((word) => word !== ''),
  ),
]

/**
 * What a text to search for looks like, but for its length: a regular expression, for schemas. Of white space and accents
 * folding leaves no word.
 */
export const searchPattern =
  '^[^\\u0000]*[^\\u0000\\u0009-\\u000D\\u0020\\u00A0\\u0300-\\u036F\\u1680\\u2000-\\u200A\\u2028\\u2029\\u202F\\u205F\\u3000\\uFEFF][^\\u0000]*$'

/** Says why a text is nothing to search for; null when it is. */
export const searchProblem = (search: string): TextProblem | null => {
  const problem = textProblem(search, limits.searchLength.max)
  if (problem !== null) return problem
  return searchWords(search).length === 0 ? 'BLANK' : null
}
