import { type ReactNode, useCallback, useEffect, useState } from 'react'
import { ExpiredDialog } from '../session/expired-dialog.js'
import { type Person, signOut } from '../session/session.js'
import { Announcer } from '../shell/announcer.js'
import { Logo } from '../shell/logo.js'
import { ThemeSwitch } from '../shell/theme-switch.js'
import { Toasts } from '../shell/toasts.js'
import { usePageTitle } from '../shell/use-page-title.js'
import { AccountMenu } from './account-menu.js'
import { AddTask } from './add-task.js'
import { ConflictDialog } from './conflict-dialog.js'
import { ConnectionBanner } from './connection-banner.js'
import { Places } from './places.js'
import { SaveStatus } from './save-status.js'
import { ShortcutsDialog } from './shortcuts-dialog.js'
import { SignOutDialog } from './sign-out-dialog.js'
import { TaskList } from './task-list.js'
import { Toolbar } from './toolbar.js'
import { useConnection } from './use-connection.js'
import { useShortcuts } from './use-shortcuts.js'
import { useView } from './use-view.js'
import { useWaiting, useWorkspace } from './workspace-context.js'

interface TasksPageProps {
  readonly onSignedOut: () => void
  readonly onSomebodyElse: (person: Person) => void
}

/** Asks before the tab is closed with changes that have not arrived. */
const useLeaveWarning = (isWaiting: boolean): void => {
  useEffect(() => {
    if (!isWaiting) return
    const warn = (event: BeforeUnloadEvent) => event.preventDefault()
    addEventListener('beforeunload', warn)
    return () => removeEventListener('beforeunload', warn)
  }, [isWaiting])
}

/** The page of whoever is signed in. */
export const TasksPage = ({ onSignedOut, onSomebodyElse }: TasksPageProps): ReactNode => {
  const { person, toasts, expiry } = useWorkspace()
  const [view, changeView] = useView()
  const connection = useConnection()
  const isWaiting = useWaiting().length > 0
  const [isHelping, setHelping] = useState(false)
  const [isAskingToLeave, setAskingToLeave] = useState(false)
  useShortcuts(useCallback(() => setHelping(true), []))
  useLeaveWarning(isWaiting)

  const leave = () => {
    signOut().then(onSignedOut, () =>
      toasts.add({
        title: 'You are still signed in',
        description: 'Taskport cannot be reached. Try again.',
      }),
    )
  }
  const isTrash = view.place === 'trash'
  usePageTitle(isTrash ? 'Trash' : 'Tasks')

  return (
    <>
      <a className="skip" href="#tasks">
        Skip to the tasks
      </a>
      <header className="header">
        <Logo />
        <span className="header-end">
          <SaveStatus connection={connection} />
          <ThemeSwitch />
          <AccountMenu
            onShortcuts={() => setHelping(true)}
            onSignOut={() => (isWaiting ? setAskingToLeave(true) : leave())}
          />
        </span>
      </header>
      <main className="page">
        <h1 className="visually-hidden">{isTrash ? 'Trash' : 'Tasks'}</h1>
        <ConnectionBanner connection={connection} />
        <Places view={view} onChangeView={changeView} />
        {!isTrash && <AddTask />}
        <Toolbar view={view} onChangeView={changeView} />
        <div id="tasks" tabIndex={-1} className="tasks">
          <TaskList view={view} onChangeView={changeView} />
        </div>
      </main>
      <Announcer />
      <Toasts manager={toasts} />
      <ConflictDialog />
      <ExpiredDialog expiry={expiry} person={person} onSomebodyElse={onSomebodyElse} onLeave={leave} />
      <ShortcutsDialog isOpen={isHelping} onClose={() => setHelping(false)} />
      <SignOutDialog isOpen={isAskingToLeave} onClose={() => setAskingToLeave(false)} onSignOut={leave} />
    </>
  )
}
