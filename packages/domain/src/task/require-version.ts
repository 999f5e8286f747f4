import type { Task } from './task.js'
import { TaskError } from './task-error.js'

/**
 * Which versions a change may be made to, as the caller last saw them; undefined: any. (RFC 9110's `If-Match`, which can
 * list several.)
 */
export type IfVersions = readonly number[] | undefined

/** @throws {TaskError} VERSION_CONFLICT, with the task as it is, when its version is none of those */
export const requireVersion = (task: Task, ifVersions: IfVersions): Task => {
  if (ifVersions !== undefined && !ifVersions.includes(task.version)) {
    throw new TaskError({ code: 'VERSION_CONFLICT', current: task })
  }
  return task
}
