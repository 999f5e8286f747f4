import type { Task } from '@taskport/domain'
import type { ProblemCode } from './problem-codes.js'

/** A wrong field or query parameter: where it is (JSON pointer, RFC 6901), what kind of wrong, and a sentence for a person. */
export interface FieldError {
  readonly pointer: string
  readonly code: string
  readonly message: string
}

/** What a refusal or a fault looks like to a caller (RFC 9457), before it is written for one request. */
export interface HttpProblem {
  readonly status: number
  readonly code: ProblemCode
  /** For people: the same words for every problem of this code. */
  readonly title: string
  /** For people: this problem. Absent: the title says it all. */
  readonly detail?: string
  readonly errors?: readonly FieldError[]
  /** The task as it is now, where the caller had seen another version of it. */
  readonly current?: Task
  readonly headers?: Readonly<Record<string, string>>
}

/** Thrown where HTTP itself is what the caller got wrong. */
export class HttpProblemError extends Error {
  readonly problem: HttpProblem

  constructor(problem: HttpProblem, options?: ErrorOptions) {
    super(problem.code, options)
    this.name = 'HttpProblemError'
    this.problem = problem
  }
}
