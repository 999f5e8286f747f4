import { useSyncExternalStore } from 'react'
import { isPassing } from '../api/failure.js'
import { useFeed } from './use-feed.js'
import { useOnline } from './use-online.js'
import { useWorkspace } from './workspace-context.js'

/** `unreachable`: the browser has a network, and Taskport does not answer on it. */
export type Connection = 'fine' | 'offline' | 'unreachable'

/** Follows the changes made elsewhere, and tells whether anything gets through. */
export const useConnection = (): Connection => {
  const { outbox } = useWorkspace()
  const feed = useFeed()
  const isOnline = useOnline()
  const isStuck = useSyncExternalStore(outbox.subscribe, outbox.isStuck)
  if (!isOnline) return 'offline'
  return isStuck || (feed.isError && isPassing(feed.error)) ? 'unreachable' : 'fine'
}
