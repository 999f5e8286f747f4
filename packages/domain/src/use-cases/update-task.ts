import type { Ports } from '../ports/ports.js'
import { changeTask, type TaskChanges } from '../task/change-task.js'
import { checkContent } from '../task/check-content.js'
import { presentTask } from '../task/present-task.js'
import { type IfVersions, requireVersion } from '../task/require-version.js'
import type { Task, TaskKey } from '../task/task.js'

export interface UpdateTask {
  readonly key: TaskKey
  readonly changes: TaskChanges
  readonly ifVersions?: IfVersions
}

/** Renames, describes, finishes or reopens a task. @throws {TaskError} INVALID_TEXT, TASK_NOT_FOUND, VERSION_CONFLICT */
export const updateTask =
  ({ tasks, now }: Pick<Ports, 'tasks' | 'now'>) =>
  async ({ key, changes, ifVersions }: UpdateTask): Promise<Task> => {
    checkContent(changes)
    return presentTask(
      await tasks.update(key, (task) =>
        changeTask(requireVersion(presentTask(task), ifVersions), changes, now()),
      ),
    )
  }
