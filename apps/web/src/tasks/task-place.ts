import type { Task } from '@taskport/client'
import { foldText, hasWords } from './fold-text.js'
import type { TaskView } from './task-view.js'

/** Whether a view shows a task. */
export const belongs = (view: TaskView, task: Task): boolean => {
  if ((task.deletedAt !== null) !== (view.place === 'trash')) return false
  if (view.place === 'list' && view.status !== 'all' && task.status !== view.status) return false
  return view.words.trim() === '' || hasWords(view.words, [task.title, task.description])
}

/** Text in the order of its code points, which is how the API orders it: JavaScript's own is that of UTF-16. */
const compareText = (one: string, other: string): number => {
  const [a, b] = [[...one], [...other]]
  for (const [index, character] of a.entries()) {
    const difference = (character.codePointAt(0) ?? 0) - (b[index]?.codePointAt(0) ?? -1)
    if (difference !== 0) return difference
  }
  return a.length - b.length
}

const comparisons: Readonly<Record<TaskView['sort'], (one: Task, other: Task) => number>> = {
  created: (one, other) => compareText(one.createdAt, other.createdAt) || compareText(one.id, other.id),
  // The order of changes is that of versions, whatever a clock says.
  updated: (one, other) => one.version - other.version,
  title: (one, other) =>
    compareText(foldText(one.title), foldText(other.title)) || compareText(one.id, other.id),
}

/** Negative when a view shows the one before the other. */
export const comparePlaces = (view: TaskView, one: Task, other: Task): number => {
  if (view.place === 'trash') return -comparisons.updated(one, other)
  const compared = comparisons[view.sort](one, other)
  return view.order === 'asc' ? compared : -compared
}
