import { AlertDialog } from '@base-ui/react/alert-dialog'
import type { ReactNode } from 'react'
import { useWaiting } from './workspace-context.js'

interface SignOutDialogProps {
  readonly isOpen: boolean
  readonly onClose: () => void
  readonly onSignOut: () => void
}

/** Asks before a person leaves with changes that have not arrived. */
export const SignOutDialog = ({ isOpen, onClose, onSignOut }: SignOutDialogProps): ReactNode => {
  const count = useWaiting().length
  return (
    <AlertDialog.Root open={isOpen} onOpenChange={onClose}>
      <AlertDialog.Portal>
        <AlertDialog.Backdrop className="backdrop" />
        <AlertDialog.Popup className="dialog">
          <AlertDialog.Title className="dialog-title">Sign out with changes waiting?</AlertDialog.Title>
          <AlertDialog.Description className="dialog-text">
            {count === 1 ? 'One change has' : `${count} changes have`} not reached Taskport yet. What waits is
            kept in this tab until you sign in here again; closing the tab loses it.
          </AlertDialog.Description>
          <div className="dialog-buttons">
            <AlertDialog.Close className="button">Stay</AlertDialog.Close>
            <button type="button" className="button button-danger" onClick={onSignOut}>
              Sign out
            </button>
          </div>
        </AlertDialog.Popup>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  )
}
