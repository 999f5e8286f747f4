import type { ReactNode } from 'react'
import type { Person } from '../session/session.js'
import { AddTask } from './add-task.js'
import { TaskList } from './task-list.js'
import { useView } from './use-view.js'

interface TasksPageProps {
  readonly onSignedOut: () => void
  readonly onSomebodyElse: (person: Person) => void
}

/** The page of whoever is signed in. */
export const TasksPage = (_props: TasksPageProps): ReactNode => {
  const [view] = useView()
  return (
    <main className="page">
      <AddTask />
      <TaskList view={view} />
    </main>
  )
}
