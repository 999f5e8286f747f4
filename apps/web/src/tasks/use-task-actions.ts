import type { Task } from '@taskport/client'
import { useMemo } from 'react'
import { announce } from '../shell/announcer.js'
import { editingOf } from './editing.js'
import { useWorkspace } from './workspace-context.js'

/** What a person can do with a task of the list. */
export interface TaskActions {
  readonly finish: (task: Task) => void
  readonly edit: (task: Task) => void
  readonly remove: (task: Task) => void
  readonly restore: (task: Pick<Task, 'id' | 'title'>) => void
}

const undoToast = (id: string): string => `removed ${id}`

/** The same object for as long as the workspace is the same. */
export const useTaskActions = (): TaskActions => {
  const { outbox, editing, toasts, lastRemoved } = useWorkspace()
  return useMemo(() => {
    const restore = ({ id, title }: Pick<Task, 'id' | 'title'>) => {
      outbox.send({ kind: 'restore', id })
      if (lastRemoved.get()?.id === id) lastRemoved.set(null)
      // Wherever it was restored from, there is nothing left to undo.
      toasts.close(undoToast(id))
      announce(`Restored: ${title}`)
    }
    return {
      restore,
      finish: ({ id, title, status }) => {
        const next = status === 'completed' ? 'pending' : 'completed'
        outbox.send({ kind: 'finish', id, status: next })
        announce(next === 'completed' ? `Done: ${title}` : `Open again: ${title}`)
      },
      edit: (task) => editing.set(editingOf(task)),
      remove: ({ id, title }) => {
        outbox.send({ kind: 'remove', id, at: new Date().toISOString() })
        lastRemoved.set({ id, title })
        if (editing.get()?.id === id) editing.set(null)
        toasts.add({
          id: undoToast(id),
          title: 'Moved to the trash',
          description: title,
          timeout: 8_000,
          actionProps: {
            children: 'Undo',
            onClick: () => restore({ id, title }),
          },
        })
      },
    }
  }, [outbox, editing, toasts, lastRemoved])
}
