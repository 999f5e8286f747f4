import type { Refusal, TaskErrorCode } from '@taskport/domain'
import { textProblemMessage } from '../validation/text-problem-message.js'
import type { HttpProblem } from './http-problem.js'
import { invalidRequest } from './http-problems.js'

/** The status and words of every refusal of the domain but the one that names fields; a new code without them does not compile. */
const answers: Readonly<
  Record<Exclude<TaskErrorCode, 'INVALID_TASK'>, Pick<HttpProblem, 'status' | 'title'>>
> = {
  TASK_NOT_FOUND: { status: 404, title: 'Task not found' },
  TASK_ID_TAKEN: { status: 409, title: 'Another task already has this id' },
}

/** The problem that tells a refusal of the domain. */
export const refusalProblem = (refusal: Refusal): HttpProblem => {
  if (refusal.code !== 'INVALID_TASK') return { code: refusal.code, ...answers[refusal.code] }
  return invalidRequest(
    refusal.problems.map(({ field, problem }) => ({
      pointer: `/${field}`,
      code: problem,
      message: textProblemMessage(field, problem),
    })),
  )
}
