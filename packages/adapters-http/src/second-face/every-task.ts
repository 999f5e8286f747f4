import { type ListTasks, limits, type Task, type TaskUseCases } from '@taskport/domain'

/** How many tasks one list can hold; who has more reads them page by page, through the first face. */
export const longestList = 10 * limits.pageSize.max

/**
 * All tasks of a list, page after page, at most `longestList`. One that changes its place meanwhile stands there once, or, where it
 * moved to the pages before, not at all.
 */
export const everyTask = async (
  listTasks: TaskUseCases['listTasks'],
  query: Omit<ListTasks, 'limit' | 'after'>,
): Promise<readonly Task[]> => {
  const tasks = new Map<string, Task>()
  let read = 0
  let page = await listTasks({ ...query, limit: limits.pageSize.max })
  for (;;) {
    for (const task of page.tasks) tasks.set(task.id, task)
    read += page.tasks.length
    if (page.next === null || read >= longestList) return [...tasks.values()]
    page = await listTasks({ ...query, limit: limits.pageSize.max, after: page.next })
  }
}
