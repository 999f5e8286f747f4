import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import type { TaskPage } from '@taskport/client'
import { useMemo } from 'react'
import { shownTasks } from './shown-tasks.js'
import { type CachedPages, type ListKey, listKey } from './task-library.js'
import { tasksOf } from './task-pages.js'
import { type TaskView, viewQuery } from './task-view.js'
import { useWaiting, useWorkspace } from './workspace-context.js'

/** A view's tasks: the pages read so far, with what is on its way laid over them. */
export const useTaskList = (view: TaskView) => {
  const { tasks, library, expiry } = useWorkspace()
  const query = useInfiniteQuery<TaskPage, Error, CachedPages, ListKey, string | null>({
    queryKey: listKey(view),
    queryFn: ({ pageParam, signal }) =>
      library.readPage(view, pageParam, () =>
        expiry.patiently(() => tasks.list(viewQuery(view, pageParam), { signal })),
      ),
    initialPageParam: null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
    placeholderData: keepPreviousData,
  })
  const waiting = useWaiting()
  const pages = query.data?.pages
  const shown = useMemo(
    () => (pages === undefined ? [] : shownTasks(view, tasksOf(pages), waiting, library.all)),
    [view, pages, waiting, library],
  )
  return { ...query, shown }
}
