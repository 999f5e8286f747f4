import type { ReactNode } from 'react'
import type { TaskView } from './task-view.js'
import type { ChangeView } from './use-view.js'

interface EmptyPlaceProps {
  readonly view: TaskView
  readonly onChangeView: ChangeView
  readonly drawing: ReactNode
  readonly heading: string
  readonly sentence: string
}

/** What stands where there is no task to show, and the way back from a search. */
export const EmptyPlace = ({
  view,
  onChangeView,
  drawing,
  heading,
  sentence,
}: EmptyPlaceProps): ReactNode => (
  <div className="empty">
    <span className="empty-drawing">{drawing}</span>
    <h2 className="empty-heading">{heading}</h2>
    <p>{sentence}</p>
    {view.words.trim() !== '' && (
      <button type="button" className="button" onClick={() => onChangeView({ words: '' })}>
        Clear the search
      </button>
    )}
  </div>
)
