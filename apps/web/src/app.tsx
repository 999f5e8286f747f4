import { type ReactNode, useCallback, useEffect, useState } from 'react'
import { currentPerson, type Person } from './session/session.js'
import { SignInPage } from './session/sign-in-page.js'
import { Shell } from './shell/shell.js'
import { WorkspacePage } from './tasks/workspace-page.js'

type Session =
  | { readonly state: 'loading' }
  | { readonly state: 'unreachable' }
  | { readonly state: 'nobody' }
  | { readonly state: 'somebody'; readonly person: Person }

const retryMs = 5_000

/** Who is signed in decides what there is to see. */
export const App = (): ReactNode => {
  const [session, setSession] = useState<Session>({ state: 'loading' })

  const look = useCallback(() => {
    currentPerson().then(
      (person) => setSession(person === null ? { state: 'nobody' } : { state: 'somebody', person }),
      () => setSession({ state: 'unreachable' }),
    )
  }, [])
  useEffect(look, [look])
  useEffect(() => {
    if (session.state !== 'unreachable') return
    const timer = setInterval(look, retryMs)
    return () => clearInterval(timer)
  }, [session.state, look])

  const leaveTo = (next: Session) => {
    // What one person looked for is nothing for the next.
    history.replaceState(null, '', '/')
    setSession(next)
  }

  switch (session.state) {
    case 'loading':
      return <Shell label="Loading" isBusy />
    case 'unreachable':
      return (
        <Shell label="Taskport cannot be reached">
          <div className="notice-page">
            <h1>Taskport cannot be reached</h1>
            <p>Check your connection. It is tried again every few seconds.</p>
            <button type="button" className="button" onClick={look}>
              Try again now
            </button>
          </div>
        </Shell>
      )
    case 'nobody':
      return <SignInPage onSignedIn={(person) => setSession({ state: 'somebody', person })} />
    case 'somebody':
      return (
        <WorkspacePage
          key={session.person.id}
          person={session.person}
          onSignedOut={() => leaveTo({ state: 'nobody' })}
          onSomebodyElse={(person) => leaveTo({ state: 'somebody', person })}
        />
      )
  }
}
