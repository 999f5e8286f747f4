import type { ReactNode } from 'react'
import { reasonOf } from '../api/failure.js'

interface UnreadableListProps {
  readonly error: Error
  readonly onRetry: () => void
}

/** Why there is no list, and another try. */
export const UnreadableList = ({ error, onRetry }: UnreadableListProps): ReactNode => (
  <div className="empty" role="alert">
    <h2 className="empty-heading">The tasks could not be loaded</h2>
    <p>{reasonOf(error)}</p>
    <button type="button" className="button button-primary" onClick={onRetry}>
      Try again
    </button>
  </div>
)
