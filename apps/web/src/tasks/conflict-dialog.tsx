import { AlertDialog } from '@base-ui/react/alert-dialog'
import type { ReactNode } from 'react'
import { useStore } from '../shell/store.js'
import { editingOf } from './editing.js'
import { type Side, settledTexts, settlement } from './settle-dispute.js'
import type { TaskTexts } from './task-change.js'
import { useWorkspace } from './workspace-context.js'

interface VersionProps {
  readonly heading: string
  readonly texts: TaskTexts
  readonly disputed: readonly (keyof TaskTexts)[]
  readonly button: string
  readonly onChoose: () => void
}

const Version = ({ heading, texts, disputed, button, onChoose }: VersionProps): ReactNode => (
  <section className="version" aria-label={heading}>
    <h3 className="version-heading">{heading}</h3>
    <p className="version-title" dir="auto" data-disputed={disputed.includes('title')}>
      {texts.title}
    </p>
    <p className="version-description" dir="auto" data-disputed={disputed.includes('description')}>
      {texts.description ?? <em>No description</em>}
    </p>
    <button type="button" className="button button-wide" onClick={onChoose}>
      {button}
    </button>
  </section>
)

/** Shows both versions of a task that was changed in two places, and lets the person choose. */
export const ConflictDialog = (): ReactNode => {
  const { disputes, editing, outbox } = useWorkspace()
  const [dispute, ...others] = useStore(disputes)
  if (dispute === undefined) return null
  const { current, fields } = dispute.conflict

  const choose = (side: Side) => {
    const change = settlement(dispute, side)
    if (change !== null) outbox.send(change)
    disputes.set(others)
  }
  const goOnEditing = () => {
    const { title, description } = settledTexts(dispute, 'mine')
    editing.set({ ...editingOf(current), title, description: description ?? '' })
    disputes.set(others)
  }

  return (
    <AlertDialog.Root
      open
      onOpenChange={(isOpen) => {
        // Escape loses nothing: the text goes back to where it was typed.
        if (!isOpen) goOnEditing()
      }}
    >
      <AlertDialog.Portal>
        <AlertDialog.Backdrop className="backdrop" />
        <AlertDialog.Popup className="dialog dialog-wide">
          <AlertDialog.Title className="dialog-title">This task was changed in two places</AlertDialog.Title>
          <AlertDialog.Description className="dialog-text">
            While you were editing it, it was changed elsewhere. Which version is to stay?
          </AlertDialog.Description>
          <div className="versions">
            <Version
              heading="Your version"
              texts={settledTexts(dispute, 'mine')}
              disputed={fields}
              button="Keep mine"
              onChoose={() => choose('mine')}
            />
            <Version
              heading="The other version"
              texts={settledTexts(dispute, 'theirs')}
              disputed={fields}
              button="Keep the other"
              onChoose={() => choose('theirs')}
            />
          </div>
          <div className="dialog-buttons">
            <button type="button" className="button" onClick={goOnEditing}>
              Go on editing mine
            </button>
          </div>
        </AlertDialog.Popup>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  )
}
