import { newTaskId } from '@taskport/client'
import { type FormEvent, type ReactNode, useId } from 'react'
import { announce } from '../shell/announcer.js'
import { PlusIcon } from '../shell/icons.js'
import { useStore } from '../shell/store.js'
import { excessText, longest } from './editing.js'
import { useWorkspace } from './workspace-context.js'

export const addFieldId = 'add-task'

/** The field for a new task: Enter adds it. */
export const AddTask = (): ReactNode => {
  const { draft, outbox } = useWorkspace()
  const { title, refusal } = useStore(draft)
  const id = useId()
  const excess = excessText(title.trim(), longest.title)
  const problem = excess ?? refusal

  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (title.trim() === '' || excess !== null) return
    outbox.send({
      kind: 'create',
      id: newTaskId(),
      texts: { title: title.trim(), description: null },
    })
    announce(`Added: ${title.trim()}`)
    draft.set({ title: '', refusal: null })
  }

  return (
    <form className="add-task" onSubmit={submit}>
      <span className="add-task-icon">
        <PlusIcon />
      </span>
      <input
        id={addFieldId}
        className="add-task-input"
        dir="auto"
        aria-label="New task"
        aria-describedby={`${id}-problem`}
        aria-invalid={problem !== null}
        placeholder="Add a task"
        autoComplete="off"
        enterKeyHint="done"
        value={title}
        onChange={(event) => draft.set({ title: event.target.value, refusal: null })}
      />
      <button
        type="submit"
        className="button button-primary"
        disabled={title.trim() === '' || excess !== null}
      >
        Add
      </button>
      <p className="refusal" role="alert" id={`${id}-problem`}>
        {problem}
      </p>
    </form>
  )
}
