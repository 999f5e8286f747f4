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

/** Says why a text is nothing to search for; null when it is. */
export const searchProblem = (search: string): TextProblem | null => {
  const problem = textProblem(search, limits.searchLength.max)
  if (problem !== null) return problem
  return searchWords(search).length === 0 ? 'BLANK' : null
}
