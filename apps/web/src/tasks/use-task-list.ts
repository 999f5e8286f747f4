import { useInfiniteQuery } from '@tanstack/react-query'
import type { TaskPage } from '@taskport/client'
import { useMemo, useState } from 'react'
import { isPassing } from '../api/failure.js'
import { shownTasks } from './shown-tasks.js'
import { type CachedPages, type ListKey, listKey } from './task-library.js'
import { tasksOf } from './task-pages.js'
import { belongs, comparePlaces } from './task-place.js'
import { readView, type TaskView, viewQuery, viewSearch } from './task-view.js'
import { useOnline } from './use-online.js'
import { useWaiting, useWorkspace } from './workspace-context.js'

/** How many tasks that are known from elsewhere stand in for a view that cannot be read. */
const mostKept = 500

/** Whether a view that was never read has been looked at while it could not be: from then on until it is read. */
const useKept = (view: TaskView, isRead: boolean, isOutOfReach: boolean): boolean => {
  const isOnline = useOnline()
  const [keptView, setKeptView] = useState<string | null>(null)
  const thisView = viewSearch(view)
  if (!isRead && (!isOnline || isOutOfReach) && keptView !== thisView) setKeptView(thisView)
  if (isRead && keptView !== null) setKeptView(null)
  return !isRead && keptView === thisView
}

/**
 * A view's tasks: the pages read so far, with what is on its way laid over them. Until the first of them has come, those of the view
 * before that belong here too, `isPlaceholderData`; what is in the trash and what is not have none in common. When they cannot be
 * read it is those of all that is known, `isKept`.
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
    // One that failed as the connection went is read when it is back.
    refetchOnReconnect: ({ state }) => state.data === undefined,
    placeholderData: (pages, before) =>
      before !== undefined && readView(before.queryKey[1]).place === view.place ? pages : undefined,
  })
  const waiting = useWaiting()
  const pages = query.data?.pages
  const { isPlaceholderData } = query
  const isRead = pages !== undefined && !isPlaceholderData
  const isKept = useKept(view, isRead, query.isError && isPassing(query.error))
  const shown = useMemo(() => {
    if (isKept) {
      const kept = [...library.all.values()].filter((task) => belongs(view, task))
      const first = kept.toSorted((one, other) => comparePlaces(view, one, other)).slice(0, mostKept)
      return shownTasks(view, first, waiting, library.all)
    }
    if (pages === undefined) return []
    const read = tasksOf(pages)
    const answered = isPlaceholderData
      ? read.filter((task) => belongs(view, task)).toSorted((one, other) => comparePlaces(view, one, other))
      : read
    return shownTasks(view, answered, waiting, library.all)
  }, [view, pages, isPlaceholderData, isKept, waiting, library])
  return { ...query, shown, isKept }
}
