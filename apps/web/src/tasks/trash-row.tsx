import type { Task } from '@taskport/client'
import { memo, type ReactNode } from 'react'
import { RestoreIcon } from '../shell/icons.js'
import { agoText } from './ago-text.js'

interface TrashRowProps {
  readonly task: Task
  readonly isUnsent: boolean
  readonly onRestore: (task: Task) => void
}

/** One deleted task, to be brought back. */
export const TrashRow = memo(({ task, isUnsent, onRestore }: TrashRowProps): ReactNode => {
  const { id, title, deletedAt, status } = task
  return (
    <li
      className="task task-deleted"
      data-task={id}
      data-done={status === 'completed'}
      data-unsent={isUnsent}
    >
      <span className="task-texts">
        <span className="task-title" dir="auto">
          {title}
        </span>
        {deletedAt !== null && (
          <span className="task-description">
            Deleted <time dateTime={deletedAt}>{agoText(deletedAt, Date.now())}</time>
          </span>
        )}
      </span>
      <button
        type="button"
        className="button"
        aria-label={`Restore: ${title}`}
        onClick={() => onRestore(task)}
      >
        <RestoreIcon />
        Restore
      </button>
    </li>
  )
})
