import { type ReactNode, useCallback, useId, useRef } from 'react'
import { KeyboardIcon, LeaveIcon } from '../shell/icons.js'
import { useFocusLeft } from '../shell/use-focus-left.js'
import { useWorkspace } from './workspace-context.js'

interface AccountMenuProps {
  readonly onShortcuts: () => void
  readonly onSignOut: () => void
}

/**
 * Who is signed in, and what is seldom needed. The browser opens it, and closes it at Escape or a press beside it; it closes, too,
 * when Tab leads out of it.
 */
export const AccountMenu = ({ onShortcuts, onSignOut }: AccountMenuProps): ReactNode => {
  const { person } = useWorkspace()
  const id = useId()
  const account = useRef<HTMLDivElement>(null)
  const menu = useRef<HTMLDivElement>(null)
  const close = useCallback(() => menu.current?.hidePopover(), [])
  useFocusLeft(account, close)
  const choosing = (act: () => void) => () => {
    close()
    act()
  }
  return (
    <div className="account" ref={account}>
      <button type="button" className="avatar" aria-label={`Account of ${person.name}`} popoverTarget={id}>
        {[...person.name.trim()][0]?.toUpperCase() ?? '?'}
      </button>
      <div className="menu" id={id} ref={menu} popover="auto">
        <p className="menu-person">
          <span className="menu-name">{person.name}</span>
          <span className="menu-email">{person.email}</span>
        </p>
        <button type="button" className="menu-item menu-item-keys" onClick={choosing(onShortcuts)}>
          <KeyboardIcon />
          Keyboard shortcuts
        </button>
        <button type="button" className="menu-item" onClick={choosing(onSignOut)}>
          <LeaveIcon />
          Sign out
        </button>
      </div>
    </div>
  )
}
