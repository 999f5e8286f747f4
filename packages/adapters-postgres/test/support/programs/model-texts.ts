import type { Answer, PlainProblem } from './answer.js'
import { badDescriptions, badSearches, badTitles, titles } from './vocabulary.js'

interface Texts {
  readonly title?: string | undefined
  readonly description?: string | null | undefined
  readonly search?: string | undefined
}

/** The refusal of texts that are none; null when they are fit. */
export const refusedTexts = ({ title, description, search }: Texts): Answer | null => {
  const problems: PlainProblem[] = [
    ...badTitles.filter(({ given }) => given === title).map(({ problem }) => ({ field: 'title', problem })),
    ...badDescriptions
      .filter(({ given }) => given === description)
      .map(({ problem }) => ({ field: 'description', problem })),
    ...badSearches
      .filter(({ given }) => given === search)
      .map(({ problem }) => ({ field: 'search', problem })),
  ]
  return problems.length === 0 ? null : { kind: 'refusal', refusal: { code: 'INVALID_TEXT', problems } }
}

/** A title as it is stored. */
export const keptTitle = (title: string): string => titles.find(({ given }) => given === title)?.kept ?? title
