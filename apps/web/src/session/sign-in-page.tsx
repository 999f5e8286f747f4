import { type ReactNode, useCallback, useRef, useState } from 'react'
import { Logo } from '../shell/logo.js'
import { ThemeSwitch } from '../shell/theme-switch.js'
import { CredentialsForm } from './credentials-form.js'
import type { Person } from './session.js'

/** For whoever is not signed in: the way in, or to an account. */
export const SignInPage = ({ onSignedIn }: { readonly onSignedIn: (person: Person) => void }): ReactNode => {
  const [purpose, setPurpose] = useState<'sign-in' | 'sign-up'>('sign-in')
  const isNew = purpose === 'sign-up'
  const hasSwitched = useRef(false)
  // Whoever has chosen the other form wants to fill it in; who has just come may want something else.
  const firstField = useCallback((field: HTMLInputElement | null) => {
    if (hasSwitched.current) field?.focus()
  }, [])
  return (
    <main className="shell">
      <div className="sign-in">
        <Logo />
        <h1>{isNew ? 'Create your account' : 'Welcome back'}</h1>
        <p className="sign-in-lead">
          {isNew ? 'Your tasks, wherever you are, and nobody else’s.' : 'Sign in to your tasks.'}
        </p>
        <CredentialsForm key={purpose} purpose={purpose} firstField={firstField} onSignedIn={onSignedIn} />
        <p className="sign-in-other">
          {isNew ? 'Have an account already?' : 'New here?'}{' '}
          <button
            type="button"
            className="link"
            onClick={() => {
              hasSwitched.current = true
              setPurpose(isNew ? 'sign-in' : 'sign-up')
            }}
          >
            {isNew ? 'Sign in' : 'Create an account'}
          </button>
        </p>
      </div>
      <div className="shell-corner">
        <ThemeSwitch />
      </div>
    </main>
  )
}
