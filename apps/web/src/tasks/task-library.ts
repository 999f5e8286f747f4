import type { InfiniteData, QueryClient } from '@tanstack/react-query'
import type { Task, TaskPage } from '@taskport/client'
import { placeTask } from './task-pages.js'
import { belongs } from './task-place.js'
import { readView, type TaskView, viewSearch } from './task-view.js'

/** The pages of one view, as the cache keeps them. */
export type CachedPages = InfiniteData<TaskPage, string | null>

/** All tasks that the API has ever told of, each as it was told last, and the views that show them. */
export interface TaskLibrary {
  find(id: string): Task | null
  readonly all: ReadonlyMap<string, Task>
  /** Takes in what the API has answered, in every view that has been read; older states are passed over. */
  learn(tasks: readonly Task[]): void
  /**
   * Reads a page by `read`, and brings it up to what was learned while it was on its way: an answer may be older than what is
   * known by the time it arrives.
   */
  readPage(view: TaskView, cursor: string | null, read: () => Promise<TaskPage>): Promise<TaskPage>
}

export type ListKey = readonly ['tasks', string]

/** Where the cache keeps a view. */
export const listKey = (view: TaskView): ListKey => ['tasks', viewSearch(view)]

const withTasks = (data: CachedPages | undefined, view: TaskView, tasks: readonly Task[]) => {
  if (data === undefined) return undefined
  let pages: readonly TaskPage[] = data.pages
  for (const task of tasks) pages = placeTask(pages, view, task)
  return pages === data.pages ? data : { ...data, pages: [...pages] }
}

/** @param queryClient holds the pages of the views under their {@link listKey} */
export const createTaskLibrary = (queryClient: QueryClient): TaskLibrary => {
  const all = new Map<string, Task>()
  /** In the order in which they were learned. */
  let learned: readonly Task[] = []
  let readers = 0

  const isNews = (task: Task): boolean => (all.get(task.id)?.version ?? -1) < task.version

  const remember = (tasks: readonly Task[]): readonly Task[] => {
    const news = tasks.filter(isNews)
    for (const task of news) all.set(task.id, task)
    if (readers > 0) learned = [...learned, ...news]
    return news
  }

  return {
    all,
    find: (id) => all.get(id) ?? null,

    learn: (tasks) => {
      const news = remember(tasks)
      if (news.length === 0) return
      for (const { queryKey } of queryClient.getQueryCache().findAll({ queryKey: ['tasks'] })) {
        const view = readView(typeof queryKey[1] === 'string' ? queryKey[1] : '')
        queryClient.setQueryData<CachedPages>(queryKey, (data) => withTasks(data, view, news))
      }
    },

    readPage: async (view, cursor, read) => {
      const mark = learned.length
      readers += 1
      try {
        const page = await read()
        const meanwhile = learned.slice(mark)
        remember(page.tasks)
        const tasks = page.tasks.map((task) => all.get(task.id) ?? task).filter((task) => belongs(view, task))
        const current = { ...page, tasks }
        // Only the first page can tell that something new belongs before its first task.
        if (cursor !== null) return current
        return (
          meanwhile.reduce<readonly TaskPage[]>(
            (pages, task) => placeTask(pages, view, task),
            [current],
          )[0] ?? current
        )
      } finally {
        readers -= 1
        if (readers === 0) learned = []
      }
    },
  }
}
