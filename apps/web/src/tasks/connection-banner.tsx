import type { ReactNode } from 'react'
import { CloudOffIcon } from '../shell/icons.js'
import type { Connection } from './use-connection.js'

const sentences: Readonly<Record<Connection, string | null>> = {
  fine: null,
  offline: 'You are offline. Go on: what you change is kept here, and sent when you are back.',
  unreachable:
    'Taskport does not answer. Go on: what you change is kept here, and is tried again until it gets through.',
}

/** Says when nothing gets through, and what becomes of the work. */
export const ConnectionBanner = ({ connection }: { readonly connection: Connection }): ReactNode => (
  <div role="status">
    {connection !== 'fine' && (
      <p className="banner">
        <CloudOffIcon />
        {sentences[connection]}
      </p>
    )}
  </div>
)
