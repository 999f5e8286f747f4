import { QueryClientProvider } from '@tanstack/react-query'
import { type ReactNode, useEffect, useState } from 'react'
import type { Person } from '../session/session.js'
import { TasksPage } from './tasks-page.js'
import { openWorkspace, type Workspace } from './workspace.js'
import { WorkspaceContext } from './workspace-context.js'

interface WorkspacePageProps {
  readonly person: Person
  readonly onSignedOut: () => void
  /** After the session had expired, another person has signed in. */
  readonly onSomebodyElse: (person: Person) => void
}

/** Opens the person's workspace for as long as it is shown. */
export const WorkspacePage = ({ person, onSignedOut, onSomebodyElse }: WorkspacePageProps): ReactNode => {
  const [workspace, setWorkspace] = useState<Workspace | null>(null)
  useEffect(() => {
    const opened = openWorkspace(person)
    setWorkspace(opened)
    return opened.close
  }, [person])
  if (workspace === null) return null
  return (
    <QueryClientProvider client={workspace.queryClient}>
      <WorkspaceContext value={workspace}>
        <TasksPage onSignedOut={onSignedOut} onSomebodyElse={onSomebodyElse} />
      </WorkspaceContext>
    </QueryClientProvider>
  )
}
