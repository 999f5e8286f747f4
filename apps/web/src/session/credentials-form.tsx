import { type FormEvent, type ReactNode, type Ref, useId, useState } from 'react'
import { type Person, SignInRefused, signIn, signUp } from './session.js'

interface CredentialsFormProps {
  readonly purpose: 'sign-in' | 'sign-up'
  /** Known already, where somebody signs in again. */
  readonly email?: string
  /** Where the typing begins, then. */
  readonly passwordField?: Ref<HTMLInputElement>
  /** Where it begins else. */
  readonly firstField?: Ref<HTMLInputElement>
  readonly onSignedIn: (person: Person) => void
}

const shortestPassword = 8

const textOf = (form: FormData, name: string): string => {
  const value = form.get(name)
  return typeof value === 'string' ? value : ''
}

/** E-mail and password, and a name for somebody new; says why they were not accepted. */
export const CredentialsForm = ({
  purpose,
  email = '',
  passwordField,
  firstField,
  onSignedIn,
}: CredentialsFormProps): ReactNode => {
  const [refusal, setRefusal] = useState<string | null>(null)
  const [isBusy, setBusy] = useState(false)
  const id = useId()
  const isNew = purpose === 'sign-up'

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    if (isBusy) return
    const form = new FormData(event.currentTarget)
    const [address, password] = [textOf(form, 'email'), textOf(form, 'password')]
    setBusy(true)
    setRefusal(null)
    try {
      onSignedIn(await (isNew ? signUp(textOf(form, 'name'), address, password) : signIn(address, password)))
    } catch (error) {
      setBusy(false)
      setRefusal(error instanceof SignInRefused ? error.message : 'Something went wrong here. Try again.')
    }
  }

  return (
    <form className="credentials" onSubmit={submit}>
      {isNew && (
        <label className="field">
          <span className="field-label">Name</span>
          <input
            ref={firstField}
            className="input"
            name="name"
            autoComplete="name"
            required
            maxLength={100}
          />
        </label>
      )}
      <label className="field">
        <span className="field-label">E-mail</span>
        <input
          ref={isNew ? undefined : firstField}
          className="input"
          name="email"
          type="email"
          autoComplete="username"
          required
          defaultValue={email}
          aria-describedby={refusal === null ? undefined : `${id}-refusal`}
        />
      </label>
      <label className="field">
        <span className="field-label">Password</span>
        <input
          ref={passwordField}
          className="input"
          name="password"
          type="password"
          autoComplete={isNew ? 'new-password' : 'current-password'}
          required
          minLength={isNew ? shortestPassword : undefined}
          aria-describedby={refusal === null ? undefined : `${id}-refusal`}
        />
        {isNew && <span className="field-hint">At least {shortestPassword} characters.</span>}
      </label>
      <p className="refusal" role="alert" id={`${id}-refusal`}>
        {refusal}
      </p>
      <button type="submit" className="button button-primary button-wide" aria-disabled={isBusy}>
        {isBusy ? 'One moment …' : isNew ? 'Create account' : 'Sign in'}
      </button>
    </form>
  )
}
