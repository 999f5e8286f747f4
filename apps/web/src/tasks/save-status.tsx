import type { ReactNode } from 'react'
import { CheckIcon, CloudOffIcon } from '../shell/icons.js'
import type { Connection } from './use-connection.js'
import { useWaiting } from './workspace-context.js'

const changes = (count: number): string => (count === 1 ? '1 change' : `${count} changes`)

/** Whether everything has arrived. */
export const SaveStatus = ({ connection }: { readonly connection: Connection }): ReactNode => {
  const count = useWaiting().length
  if (connection === 'fine') {
    return (
      <span className="save-status" data-busy={count > 0}>
        {count > 0 ? <span className="spinner spinner-small" /> : <CheckIcon />}
        {count > 0 ? 'Saving …' : 'Saved'}
      </span>
    )
  }
  return (
    <span className="save-status" data-lost>
      <CloudOffIcon />
      {count > 0 ? `${changes(count)} waiting` : connection === 'offline' ? 'Offline' : 'No answer'}
    </span>
  )
}
