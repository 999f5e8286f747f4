import { createContext, useContext, useSyncExternalStore } from 'react'
import type { TaskChange } from './task-change.js'
import type { Workspace } from './workspace.js'

export const WorkspaceContext = createContext<Workspace | null>(null)

/** @throws {Error} outside a workspace's page */
export const useWorkspace = (): Workspace => {
  const workspace = useContext(WorkspaceContext)
  if (workspace === null) throw new Error('There is no workspace around this component')
  return workspace
}

/** What is on its way to the API, the oldest first. */
export const useWaiting = (): readonly TaskChange[] => {
  const { outbox } = useWorkspace()
  return useSyncExternalStore(outbox.subscribe, outbox.waiting)
}
