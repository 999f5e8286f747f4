import { instantAfter } from '../instant.js'
import type { Ports } from '../ports/ports.js'
import { presentTask } from '../task/present-task.js'
import { type IfVersions, requireVersion } from '../task/require-version.js'
import type { Task, TaskKey } from '../task/task.js'
import { TaskError } from '../task/task-error.js'

export interface DeleteTask {
  readonly key: TaskKey
  readonly ifVersions?: IfVersions
}

/** Puts a task into the trash and answers it as it is there. @throws {TaskError} TASK_NOT_FOUND, VERSION_CONFLICT */
export const deleteTask =
  ({ tasks, now }: Pick<Ports, 'tasks' | 'now'>) =>
  async ({ key, ifVersions }: DeleteTask): Promise<Task> => {
    const deleted = await tasks.update(key, (task) => {
      const { updatedAt } = requireVersion(presentTask(task), ifVersions)
      const deletedAt = instantAfter(updatedAt, now())
      return { ...task, deletedAt, updatedAt: deletedAt }
    })
    if (deleted === null) throw new TaskError({ code: 'TASK_NOT_FOUND' })
    return deleted
  }
