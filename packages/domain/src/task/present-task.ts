import type { Task } from './task.js'
import { TaskError } from './task-error.js'

/** A task in the trash is no task to its owner until it is restored. @throws {TaskError} TASK_NOT_FOUND */
export const presentTask = (task: Task | null): Task => {
  if (task === null || task.deletedAt !== null) throw new TaskError({ code: 'TASK_NOT_FOUND' })
  return task
}
