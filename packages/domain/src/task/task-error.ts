import type { TextProblem } from './text-problem.js'

/** A field of a task that a command may set, and why its value was refused. */
export interface FieldProblem {
  readonly field: 'title' | 'description'
  readonly problem: TextProblem
}

/** What a use case can refuse, with what a caller needs to act on it. */
export type Refusal =
  | { readonly code: 'TASK_NOT_FOUND' }
  | { readonly code: 'TASK_ID_TAKEN' }
  | { readonly code: 'INVALID_TASK'; readonly problems: readonly FieldProblem[] }

export type TaskErrorCode = Refusal['code']

/** A refusal: the caller asked for something that the rules do not allow. Anything else that is thrown is a fault. */
export class TaskError extends Error {
  readonly refusal: Refusal

  constructor(refusal: Refusal) {
    super(refusal.code)
    this.name = 'TaskError'
    this.refusal = refusal
  }
}
