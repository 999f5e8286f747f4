import type { ReactNode } from 'react'
import { CheckIcon, CloudOffIcon } from '../shell/icons.js'
import type { Connection } from './use-connection.js'
import { useWaiting } from './workspace-context.js'

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
      {count === 0 && (connection === 'offline' ? 'Offline' : 'No answer')}
      {count > 0 && (
        <span>
          {count} <span className="save-status-long">{count === 1 ? 'change ' : 'changes '}</span>waiting
        </span>
      )}
    </span>
  )
}
