import { useInfiniteQuery } from '@tanstack/react-query'
import type { TaskPage } from '@taskport/client'
import { useMemo } from 'react'
import { shownTasks } from './shown-tasks.js'
import { type CachedPages, type ListKey, listKey } from './task-library.js'
import { tasksOf } from './task-pages.js'
import { belongs, comparePlaces } from './task-place.js'
import { readView, type TaskView, viewQuery } from './task-view.js'
import { useWaiting, useWorkspace } from './workspace-context.js'

/**
 * A view's tasks: the pages read so far, with what is on its way laid over them. Until the first of them has come, those of the view
 * before that belong here too, `isPlaceholderData`; what is in the trash and what is not have none in common.
 */
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
    placeholderData: (pages, before) =>
      before !== undefined && readView(before.queryKey[1]).place === view.place ? pages : undefined,
  })
  const waiting = useWaiting()
  const pages = query.data?.pages
  const { isPlaceholderData } = query
  const shown = useMemo(() => {
    if (pages === undefined) return []
    const read = tasksOf(pages)
    const answered = isPlaceholderData
      ? read.filter((task) => belongs(view, task)).toSorted((one, other) => comparePlaces(view, one, other))
      : read
    return shownTasks(view, answered, waiting, library.all)
  }, [view, pages, isPlaceholderData, waiting, library])
  return { ...query, shown }
}
