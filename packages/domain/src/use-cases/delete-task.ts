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

/** `task` is as it is in the trash, `before` as it was until then. */
export interface TaskDeletion {
  readonly task: Task
  readonly before: Task
}

/** Puts a task into the trash. @throws {TaskError} TASK_NOT_FOUND, VERSION_CONFLICT */
export const deleteTask =
  ({ tasks, now }: Pick<Ports, 'tasks' | 'now'>) =>
  async ({ key, ifVersions }: DeleteTask): Promise<TaskDeletion> => {
    // Of several calls, the last is the one whose result is kept.
    const given: { last?: Task } = {}
    const task = await tasks.update(key, (current) => {
      given.last = requireVersion(presentTask(current), ifVersions)
      const deletedAt = instantAfter(current.updatedAt, now())
      return { ...current, deletedAt, updatedAt: deletedAt }
    })
    if (task === null || given.last === undefined) throw new TaskError({ code: 'TASK_NOT_FOUND' })
    return { task, before: given.last }
  }
