import type { FieldProblem, Refusal, TaskErrorCode } from '@taskport/domain'
import { entityTag } from '../conditions/entity-tags.js'
import { textProblemMessage } from '../validation/text-problem-message.js'
import type { HttpProblem } from './http-problem.js'
import { invalidRequest } from './http-problems.js'

/** The status and words of every refusal of the domain but the one that names fields; a new code without them does not compile. */
const answers: Readonly<
  Record<Exclude<TaskErrorCode, 'INVALID_TEXT'>, Pick<HttpProblem, 'status' | 'title'>>
> = {
  TASK_NOT_FOUND: { status: 404, title: 'Task not found' },
  TASK_QUOTA_REACHED: { status: 403, title: 'You have as many tasks as you may keep' },
  TASK_ID_TAKEN: { status: 409, title: 'Another task already has this id' },
  TASK_NOT_DELETED: { status: 409, title: 'The task is not in the trash' },
  CHANGES_GONE: { status: 410, title: 'That was too long ago; start over without since' },
  VERSION_CONFLICT: { status: 412, title: 'The task has changed since you last saw it' },
}

const pointers: Readonly<Record<FieldProblem['field'], string>> = {
  title: '/title',
  description: '/description',
  search: '/q',
}

/** The problem that tells a refusal of the domain. */
export const refusalProblem = (refusal: Refusal): HttpProblem => {
  switch (refusal.code) {
    case 'INVALID_TEXT':
      return invalidRequest(
        refusal.problems.map(({ field, problem }) => ({
          pointer: pointers[field],
          code: problem,
          message: textProblemMessage(field, problem),
        })),
      )
    case 'VERSION_CONFLICT': {
      const { code, current } = refusal
      return { code, ...answers[code], current, headers: { etag: entityTag(current.version) } }
    }
    case 'TASK_QUOTA_REACHED': {
      const { code, quota } = refusal
      const detail = `You have ${quota.toLocaleString('en')} tasks, those in the trash too: as many as you may keep`
      return { code, ...answers[code], detail }
    }
    default:
      return { code: refusal.code, ...answers[refusal.code] }
  }
}
