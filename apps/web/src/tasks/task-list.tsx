import type { ReactNode } from 'react'
import type { TaskView } from './task-view.js'
import { useTaskList } from './use-task-list.js'

export const TaskList = ({ view }: { readonly view: TaskView }): ReactNode => {
  const { shown } = useTaskList(view)
  return (
    <ul className="task-list" aria-label="Tasks">
      {shown.map(({ task, isUnsent }) => (
        <li key={task.id} data-unsent={isUnsent}>
          {task.title}
        </li>
      ))}
    </ul>
  )
}
