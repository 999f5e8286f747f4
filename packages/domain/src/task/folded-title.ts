import { limits } from '../limits.js'
import { foldText } from './fold-text.js'

/** A title as it is ordered and searched. Not longer than a title, though folding lengthens a few letters, so that it can be indexed. */
export const foldedTitle = (title: string): string => {
  const folded = foldText(title)
  return folded.length <= limits.titleLength.max
    ? folded
    : [...folded].slice(0, limits.titleLength.max).join('')
}
