import { descriptionProblem } from './description.js'
import { type FieldProblem, TaskError } from './task-error.js'
import { titleProblem } from './title.js'

interface Content {
  readonly title?: string | undefined
  readonly description?: string | null | undefined
}

const problemsOf = ({ title, description }: Content): FieldProblem[] => {
  const inTitle = title === undefined ? null : titleProblem(title)
  const inDescription = typeof description === 'string' ? descriptionProblem(description) : null
  return [
    ...(inTitle === null ? [] : [{ field: 'title', problem: inTitle } as const]),
    ...(inDescription === null ? [] : [{ field: 'description', problem: inDescription } as const]),
  ]
}

/** @throws {TaskError} INVALID_TEXT, naming every field that is wrong. */
export const checkContent = (content: Content): void => {
  const problems = problemsOf(content)
  if (problems.length > 0) throw new TaskError({ code: 'INVALID_TEXT', problems })
}
