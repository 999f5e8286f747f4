import { useQuery } from '@tanstack/react-query'
import { useRef } from 'react'
import { isPassing } from '../api/failure.js'
import { useWorkspace } from './workspace-context.js'

const everyMs = 5_000

/**
 * Catches up with what was changed elsewhere: every few seconds while the page is looked at, and at once when it is looked at
 * again or the connection is back.
 */
export const useFeed = () => {
  const { tasks, library, queryClient, expiry } = useWorkspace()
  const since = useRef<string | null>(null)
  return useQuery({
    queryKey: ['feed'],
    queryFn: async ({ signal }) => {
      const news = await expiry.patiently(() => tasks.catchUp({ since: since.current }, { signal }))
      library.learn(news.tasks)
      // The mark was too old: what has been purged since is told by no feed.
      if (news.isEverything && since.current !== null) {
        void queryClient.invalidateQueries({ queryKey: ['tasks'] })
      }
      // What could not be read while nothing got through can be now.
      void queryClient.refetchQueries({
        queryKey: ['tasks'],
        type: 'active',
        predicate: ({ state }) => isPassing(state.error),
      })
      since.current = news.since
      return news.since
    },
    staleTime: 0,
    refetchInterval: everyMs,
    refetchOnWindowFocus: 'always',
    refetchOnReconnect: 'always',
  })
}
