import type { Task } from '@taskport/client'
import { type FormEvent, type KeyboardEvent, type ReactNode, useEffect, useId, useRef } from 'react'
import { type Editing, editedTexts, excessText, longest } from './editing.js'
import { useWorkspace } from './workspace-context.js'

interface TaskEditorProps {
  readonly editing: Editing
  /** The task as it is now; null when it is not known any more. */
  readonly current: Task | null
}

const changedElsewhere = ({ seen }: Editing, current: Task | null): string | null => {
  if (current === null || current.deletedAt !== null) return 'This task has been deleted elsewhere.'
  if (current.title !== seen.title || current.description !== seen.description) {
    return 'This task has been changed elsewhere since you began.'
  }
  return null
}

/** Title and description of a task, in its place. Enter saves, Escape leaves all as it was. */
export const TaskEditor = ({ editing, current }: TaskEditorProps): ReactNode => {
  const { editing: store, outbox } = useWorkspace()
  const id = useId()
  const form = useRef<HTMLFormElement>(null)
  const titleInput = useRef<HTMLInputElement>(null)
  useEffect(() => {
    titleInput.current?.select()
    // The browser shows the field alone, and the way to save it may lie below.
    form.current?.scrollIntoView({ block: 'nearest' })
  }, [])

  const texts = editedTexts(editing)
  const titleProblem = texts.title === '' ? 'A task needs a title.' : excessText(texts.title, longest.title)
  const descriptionProblem = excessText(editing.description, longest.description)
  const isSound = titleProblem === null && descriptionProblem === null
  const note = editing.refusal ?? changedElsewhere(editing, current)

  const change = (changes: Partial<Editing>) => store.set({ ...editing, ...changes, refusal: null })
  const close = () => store.set(null)
  const save = () => {
    if (!isSound) return
    const { seen } = editing
    if (texts.title !== seen.title || texts.description !== seen.description) {
      outbox.send({ kind: 'edit', id: editing.id, seen, texts })
    }
    close()
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    save()
  }
  const press = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Escape') {
      event.stopPropagation()
      close()
    }
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault()
      save()
    }
  }

  return (
    <form
      ref={form}
      className="editor"
      aria-label={`Edit: ${editing.seen.title}`}
      onSubmit={submit}
      onKeyDown={press}
    >
      <label className="field">
        <span className="field-label">Title</span>
        <input
          ref={titleInput}
          className="input"
          dir="auto"
          value={editing.title}
          autoComplete="off"
          enterKeyHint="done"
          aria-invalid={titleProblem !== null}
          aria-describedby={`${id}-title`}
          onChange={(event) => change({ title: event.target.value })}
        />
        <span className="refusal" id={`${id}-title`} role="alert">
          {titleProblem}
        </span>
      </label>
      <label className="field">
        <span className="field-label">Description</span>
        <textarea
          className="input editor-description"
          dir="auto"
          rows={3}
          value={editing.description}
          aria-invalid={descriptionProblem !== null}
          aria-describedby={`${id}-description`}
          onChange={(event) => change({ description: event.target.value })}
        />
        <span className="refusal" id={`${id}-description`} role="alert">
          {descriptionProblem}
        </span>
      </label>
      <p className="editor-note" role="status">
        {note}
      </p>
      <div className="editor-buttons">
        <button type="submit" className="button button-primary" disabled={!isSound}>
          Save
        </button>
        <button type="button" className="button" onClick={close}>
          Cancel
        </button>
        <span className="editor-hint" aria-hidden="true">
          <kbd className="editor-hint-more">Ctrl</kbd> <kbd>Enter</kbd> saves, <kbd>Esc</kbd> cancels
        </span>
      </div>
    </form>
  )
}
