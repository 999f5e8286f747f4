import type { Ports } from '../ports/ports.js'
import { changeTask, type TaskChanges } from '../task/change-task.js'
import { checkContent } from '../task/check-content.js'
import { presentTask } from '../task/present-task.js'
import type { Task, TaskKey } from '../task/task.js'

export interface UpdateTask {
  readonly key: TaskKey
  readonly changes: TaskChanges
}

/** Renames, describes, finishes or reopens a task. @throws {TaskError} INVALID_TASK, TASK_NOT_FOUND */
export const updateTask =
  ({ tasks, now }: Pick<Ports, 'tasks' | 'now'>) =>
  async ({ key, changes }: UpdateTask): Promise<Task> => {
    checkContent(changes)
    return presentTask(await tasks.update(key, (task) => changeTask(presentTask(task), changes, now())))
  }
