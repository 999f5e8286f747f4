import { limits } from '../limits.js'
import type { Ports } from '../ports/ports.js'
import type { Task } from '../task/task.js'

export interface ListTasks {
  readonly ownerId: string
  /** At most so many tasks, 1 to 1,000; absent: 1,000. */
  readonly limit?: number | undefined
}

/** Lists the owner's tasks, newest first. */
export const listTasks =
  ({ tasks }: Pick<Ports, 'tasks'>) =>
  ({ ownerId, limit = limits.pageSize.default }: ListTasks): Promise<readonly Task[]> =>
    tasks.list({ ownerId, limit })
