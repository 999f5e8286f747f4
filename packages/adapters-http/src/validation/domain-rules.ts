import {
  descriptionPattern,
  descriptionProblem,
  limits,
  parseTaskId,
  searchPattern,
  searchProblem,
  taskIdPattern,
  titlePattern,
  titleProblem,
} from '@taskport/domain'
import type { FieldError } from '../problems/http-problem.js'
import { textProblemMessage } from './text-problem-message.js'

interface DomainRule {
  /** Says what is wrong with the text of this field or parameter; null when nothing is. */
  readonly check: (text: string, name: string) => Pick<FieldError, 'code' | 'message'> | null
  /** How JSON Schema, which knows no trimming, tells a reader of the documentation about the rule. */
  readonly documented: Readonly<Record<string, unknown>>
}

/** The domain's rules for texts, under the names that schemas use for them: `Type.String({ domainRule: 'title' })`. */
export const domainRules = {
  title: {
    check: (text) => {
      const problem = titleProblem(text)
      return problem && { code: problem, message: textProblemMessage('title', problem) }
    },
    documented: {
      minLength: limits.titleLength.min,
      maxLength: limits.titleLength.max,
      pattern: titlePattern,
    },
  },
  description: {
    check: (text) => {
      const problem = descriptionProblem(text)
      return problem && { code: problem, message: textProblemMessage('description', problem) }
    },
    documented: { maxLength: limits.descriptionLength.max, pattern: descriptionPattern },
  },
  search: {
    // Two parameters are words to search for, each by a name of its own.
    check: (text, name) => {
      const problem = searchProblem(text)
      return problem && { code: problem, message: textProblemMessage('search', problem, name) }
    },
    documented: {
      minLength: limits.searchLength.min,
      maxLength: limits.searchLength.max,
      pattern: searchPattern,
    },
  },
  taskId: {
    check: (text) => (parseTaskId(text) ? null : { code: 'NOT_A_UUID', message: 'The id must be a UUID.' }),
    // The format alone would allow `urn:uuid:` to many a validator.
    documented: { format: 'uuid', pattern: taskIdPattern },
  },
} as const satisfies Record<string, DomainRule>

export type DomainRuleName = keyof typeof domainRules

export const isDomainRuleName = (name: unknown): name is DomainRuleName =>
  typeof name === 'string' && Object.hasOwn(domainRules, name)
