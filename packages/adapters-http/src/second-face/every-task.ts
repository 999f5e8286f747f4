import { type ListTasks, limits, type Task, type TaskUseCases } from '@taskport/domain'

/** How many tasks one list can hold; who has more reads them page by page, through the first face. */
export const longestList = 10 * limits.pageSize.max

/**
 * The first tasks of a list, page after page, so many and at most `longestList`. One that changes its place meanwhile stands there
 * once, or, where it moved to the pages before, not at all.
 */
export const firstTasks = async (
  listTasks: TaskUseCases['listTasks'],
  query: Omit<ListTasks, 'limit' | 'after'>,
  wanted: number,
): Promise<readonly Task[]> => {
  const tasks = new Map<string, Task>()
  let left = Math.min(wanted, longestList)
  let after: ListTasks['after']
  while (left > 0) {
    const limit = Math.min(left, limits.pageSize.max)
    const page = await listTasks({ ...query, limit, after })
    for (const task of page.tasks) tasks.set(task.id, task)
    if (page.next === null) break
    after = page.next
    left -= limit
  }
  return [...tasks.values()]
}
