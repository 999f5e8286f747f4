import type { Ports } from '../ports/ports.js'
import { changeTask } from '../task/change-task.js'
import { presentTask } from '../task/present-task.js'
import { type IfVersions, requireVersion } from '../task/require-version.js'
import type { Task, TaskKey } from '../task/task.js'

export interface ToggleTask {
  readonly key: TaskKey
  readonly ifVersions?: IfVersions
}

/**
 * Finishes a pending task and reopens a finished one. Each call turns it once, however many come at the same time.
 * @throws {TaskError} TASK_NOT_FOUND, VERSION_CONFLICT
 */
export const toggleTask =
  ({ tasks, now }: Pick<Ports, 'tasks' | 'now'>) =>
  async ({ key, ifVersions }: ToggleTask): Promise<Task> =>
    presentTask(
      await tasks.update(key, (task) => {
        const present = requireVersion(presentTask(task), ifVersions)
        const status = present.status === 'completed' ? 'pending' : 'completed'
        return changeTask(present, { status }, now())
      }),
    )
