import type { MouseEvent, ReactNode } from 'react'
import { type TaskView, viewSearch } from './task-view.js'
import type { ChangeView } from './use-view.js'

interface PlacesProps {
  readonly view: TaskView
  readonly onChangeView: ChangeView
}

const places = [
  ['list', 'Tasks'],
  ['trash', 'Trash'],
] as const

/** The ways to the list and to the trash; real links, that can be opened in another tab. */
export const Places = ({ view, onChangeView }: PlacesProps): ReactNode => (
  <nav className="places" aria-label="Places">
    {places.map(([place, label]) => (
      <a
        key={place}
        className="place"
        href={`/${viewSearch({ ...view, place, words: '' })}`}
        aria-current={view.place === place ? 'page' : undefined}
        onClick={(event: MouseEvent) => {
          if (event.ctrlKey || event.metaKey || event.shiftKey) return
          event.preventDefault()
          onChangeView({ place, words: '' })
        }}
      >
        {label}
      </a>
    ))}
  </nav>
)
