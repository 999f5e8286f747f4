import type { Task } from './task.js'
import type { TextProblem } from './text-problem.js'

/** A text of a command, and why it was refused. */
export interface FieldProblem {
  readonly field: 'title' | 'description' | 'search'
  readonly problem: TextProblem
}

/** What a use case can refuse, with what a caller needs to act on it. */
export type Refusal =
  | { readonly code: 'TASK_NOT_FOUND' }
  | { readonly code: 'TASK_ID_TAKEN' }
  | { readonly code: 'TASK_NOT_DELETED' }
  /** The owner has as many tasks, those in the trash too, as one may keep. */
  | { readonly code: 'TASK_QUOTA_REACHED'; readonly quota: number }
  /** The task has another version than the caller says it has seen; `current` is what it is now. */
  | { readonly code: 'VERSION_CONFLICT'; readonly current: Task }
  /** Deletions that the caller has not seen were forgotten since its mark: it has to start over, without one. */
  | { readonly code: 'CHANGES_GONE' }
  | { readonly code: 'INVALID_TEXT'; readonly problems: readonly FieldProblem[] }

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
