import type { ReactNode } from 'react'
import { CloudOffIcon } from '../shell/icons.js'
import { EmptyPlace } from './empty-place.js'
import type { TaskView } from './task-view.js'
import type { ChangeView } from './use-view.js'

interface NotLoadedListProps {
  readonly view: TaskView
  readonly onChangeView: ChangeView
}

const saidOf = ({ place, words }: TaskView): readonly [string, string] => {
  if (words.trim() !== '') {
    return [
      'Nothing found so far',
      `Nothing loaded before has all of “${words.trim()}” in it. The rest is searched when you are back.`,
    ]
  }
  return [
    place === 'trash' ? 'The trash has not been loaded yet' : 'This list has not been loaded yet',
    'You are offline. It comes by itself when you are back.',
  ]
}

/** What is said of a view that was never read, while there is no connection to read it by. */
export const NotLoadedList = ({ view, onChangeView }: NotLoadedListProps): ReactNode => {
  const [heading, sentence] = saidOf(view)
  return (
    <EmptyPlace
      view={view}
      onChangeView={onChangeView}
      drawing={<CloudOffIcon />}
      heading={heading}
      sentence={sentence}
    />
  )
}
