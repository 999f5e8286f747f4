import { instantAfter } from '../instant.js'
import type { Ports } from '../ports/ports.js'
import { presentTask } from '../task/present-task.js'
import { type IfVersions, requireVersion } from '../task/require-version.js'
import type { Task, TaskKey } from '../task/task.js'
import { TaskError } from '../task/task-error.js'

export interface RestoreTask {
  readonly key: TaskKey
  readonly ifVersions?: IfVersions
}

/** Takes a task out of the trash, as it was. @throws {TaskError} TASK_NOT_FOUND, VERSION_CONFLICT, TASK_NOT_DELETED */
export const restoreTask =
  ({ tasks, now }: Pick<Ports, 'tasks' | 'now'>) =>
  async ({ key, ifVersions }: RestoreTask): Promise<Task> =>
    presentTask(
      await tasks.update(key, (task) => {
        requireVersion(task, ifVersions)
        if (task.deletedAt === null) throw new TaskError({ code: 'TASK_NOT_DELETED' })
        return { ...task, deletedAt: null, updatedAt: instantAfter(task.updatedAt, now()) }
      }),
    )
