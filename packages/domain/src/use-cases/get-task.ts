import type { Ports } from '../ports/ports.js'
import { presentTask } from '../task/present-task.js'
import type { Task, TaskKey } from '../task/task.js'

/** Answers one task. @throws {TaskError} TASK_NOT_FOUND */
export const getTask =
  ({ tasks }: Pick<Ports, 'tasks'>) =>
  async (key: TaskKey): Promise<Task> =>
    presentTask(await tasks.find(key))
