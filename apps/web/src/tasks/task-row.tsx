import type { Task } from '@taskport/client'
import { memo, type ReactNode } from 'react'
import { CheckIcon, PencilIcon, TrashIcon } from '../shell/icons.js'
import type { Editing } from './editing.js'
import { TaskEditor } from './task-editor.js'
import type { TaskActions } from './use-task-actions.js'

interface TaskRowProps {
  readonly task: Task
  readonly isUnsent: boolean
  /** Null: not being edited. */
  readonly editing: Editing | null
  readonly actions: TaskActions
}

/** One task, to be finished, edited in its place, and deleted. */
export const TaskRow = memo(({ task, isUnsent, editing, actions }: TaskRowProps): ReactNode => {
  const { id, title, description, status } = task
  const isDone = status === 'completed'
  if (editing !== null) {
    return (
      <li className="task task-edited" data-task={id}>
        <TaskEditor editing={editing} current={task} />
      </li>
    )
  }
  return (
    <li className="task" data-task={id} data-done={isDone} data-unsent={isUnsent}>
      <label className="check">
        <input
          type="checkbox"
          className="check-input"
          aria-label={title}
          checked={isDone}
          onChange={() => actions.finish(task)}
        />
        <span className="check-box">
          <CheckIcon />
        </span>
      </label>
      <button type="button" className="task-texts" data-edit onClick={() => actions.edit(task)}>
        <span className="visually-hidden">Edit: </span>
        <span className="task-title" dir="auto">
          {title}
        </span>
        {description !== null && (
          <span className="task-description" dir="auto">
            {description}
          </span>
        )}
      </button>
      {isUnsent && <span className="task-unsent" title="Not saved yet" />}
      <span className="task-tools">
        <button
          type="button"
          className="icon-button task-pencil"
          tabIndex={-1}
          aria-hidden="true"
          onClick={() => actions.edit(task)}
        >
          <PencilIcon />
        </button>
        <button
          type="button"
          className="icon-button icon-button-danger"
          data-delete
          aria-label={`Delete: ${title}`}
          title="Delete"
          onClick={() => actions.remove(task)}
        >
          <TrashIcon />
        </button>
      </span>
    </li>
  )
})
