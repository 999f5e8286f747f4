import { instantAfter } from '../instant.js'
import type { Ports } from '../ports/ports.js'
import { presentTask } from '../task/present-task.js'
import type { Task, TaskKey } from '../task/task.js'
import { TaskError } from '../task/task-error.js'

/** Puts a task into the trash and answers it as it is there. @throws {TaskError} TASK_NOT_FOUND */
export const deleteTask =
  ({ tasks, now }: Pick<Ports, 'tasks' | 'now'>) =>
  async (key: TaskKey): Promise<Task> => {
    const deleted = await tasks.update(key, (task) => {
      const deletedAt = instantAfter(presentTask(task).updatedAt, now())
      return { ...task, deletedAt, updatedAt: deletedAt }
    })
    if (deleted === null) throw new TaskError({ code: 'TASK_NOT_FOUND' })
    return deleted
  }
