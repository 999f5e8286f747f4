import { AlertDialog } from '@base-ui/react/alert-dialog'
import { type ReactNode, useRef } from 'react'
import { useStore } from '../shell/store.js'
import { CredentialsForm } from './credentials-form.js'
import type { Expiry } from './expiry.js'
import type { Person } from './session.js'

interface ExpiredDialogProps {
  readonly expiry: Expiry
  readonly person: Person
  readonly onSomebodyElse: (person: Person) => void
  readonly onLeave: () => void
}

/** Over the page, which stays as it is, when the session has ended: sign in again, and all goes on. */
export const ExpiredDialog = ({ expiry, person, onSomebodyElse, onLeave }: ExpiredDialogProps): ReactNode => {
  const isOpen = useStore(expiry.isExpired)
  const passwordField = useRef<HTMLInputElement>(null)
  return (
    <AlertDialog.Root open={isOpen}>
      <AlertDialog.Portal>
        <AlertDialog.Backdrop className="backdrop" />
        <AlertDialog.Popup className="dialog" initialFocus={passwordField}>
          <AlertDialog.Title className="dialog-title">Your session has ended</AlertDialog.Title>
          <AlertDialog.Description className="dialog-text">
            Sign in again and go on: nothing that you typed is lost.
          </AlertDialog.Description>
          <CredentialsForm
            purpose="sign-in"
            email={person.email}
            passwordField={passwordField}
            onSignedIn={(signedIn) => {
              // What waits for the session belongs to the one who was here: for another it must not go on.
              if (signedIn.id === person.id) expiry.isExpired.set(false)
              else onSomebodyElse(signedIn)
            }}
          />
          <p className="sign-in-other">
            <button type="button" className="link" onClick={onLeave}>
              Leave instead
            </button>
          </p>
        </AlertDialog.Popup>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  )
}
