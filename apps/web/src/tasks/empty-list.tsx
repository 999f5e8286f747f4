import type { ReactNode } from 'react'
import { SearchIcon, TrashIcon } from '../shell/icons.js'
import { EmptyPlace } from './empty-place.js'
import type { TaskView } from './task-view.js'
import type { ChangeView } from './use-view.js'

interface EmptyListProps {
  readonly view: TaskView
  readonly onChangeView: ChangeView
}

const kindOf = ({ place, status }: TaskView): string => {
  if (place === 'trash') return 'deleted task'
  return { all: 'task', pending: 'open task', completed: 'done task' }[status]
}

const saidOf = (view: TaskView): readonly [string, string] => {
  const { place, status, words } = view
  if (words.trim() !== '') return ['Nothing found', `No ${kindOf(view)} has all of “${words.trim()}” in it.`]
  if (place === 'trash')
    return ['The trash is empty', 'What you delete stays here for a while, usually 30 days.']
  if (status === 'pending') return ['All done', 'There is nothing open. Enjoy it while it lasts.']
  if (status === 'completed') return ['Nothing done yet', 'What you tick off can be found here.']
  return ['A clean slate', 'Add your first task above: type it and press Enter.']
}

const Sheet = (): ReactNode => (
  <svg className="empty-sheet" viewBox="0 0 96 72" aria-hidden="true" focusable="false">
    <rect className="empty-paper" x="18" y="10" width="60" height="52" rx="8" />
    <path className="empty-line" d="M40 26h26M40 37h26M40 48h16" />
    <path className="empty-check" d="M27 25.5l2.6 2.6 4.6-5M27 36.5l2.6 2.6 4.6-5" />
    <circle className="empty-circle" cx="30.5" cy="48" r="3" />
  </svg>
)

const drawingOf = ({ place, words }: TaskView): (() => ReactNode) => {
  if (words.trim() !== '') return SearchIcon
  return place === 'trash' ? TrashIcon : Sheet
}

/** What is said where a view has no tasks, and the way on. */
export const EmptyList = ({ view, onChangeView }: EmptyListProps): ReactNode => {
  const [heading, sentence] = saidOf(view)
  const Drawing = drawingOf(view)
  return (
    <EmptyPlace
      view={view}
      onChangeView={onChangeView}
      drawing={<Drawing />}
      heading={heading}
      sentence={sentence}
    />
  )
}
