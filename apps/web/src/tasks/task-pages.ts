import type { Task, TaskPage } from '@taskport/client'
import { belongs, comparePlaces } from './task-place.js'
import type { TaskView } from './task-view.js'

/** The pages of a view that have been read so far, in order. */
export type TaskPages = readonly TaskPage[]

/** All tasks of the pages, each once: one that has moved while it was paged through is taken where it is newest. */
export const tasksOf = (pages: TaskPages): readonly Task[] => {
  const newest = new Map<string, Task>()
  for (const task of pages.flatMap((page) => page.tasks)) {
    const known = newest.get(task.id)
    if (known === undefined || known.version < task.version) newest.set(task.id, task)
  }
  return pages.flatMap((page) =>
    page.tasks.filter((task) => newest.get(task.id) === task && newest.delete(task.id)),
  )
}

const isKnown = (pages: TaskPages, task: Task): boolean =>
  pages.some((page) => page.tasks.some((one) => one.id === task.id && one.version >= task.version))

const without = (pages: TaskPages, id: string): TaskPages =>
  pages.map((page) =>
    page.tasks.some((task) => task.id === id)
      ? { ...page, tasks: page.tasks.filter((task) => task.id !== id) }
      : page,
  )

/**
 * Puts a task, as it is since its latest change, where a view shows it, and away where the view does not. One that comes behind
 * all pages read so far is left to the page that will bring it. Older states than the pages have change nothing.
 */
export const placeTask = (pages: TaskPages, view: TaskView, task: Task): TaskPages => {
  if (isKnown(pages, task)) return pages
  const others = without(pages, task.id)
  if (!belongs(view, task)) return others
  const last = others.length - 1
  const index = others.findIndex((page) => page.tasks.some((one) => comparePlaces(view, task, one) < 0))
  if (index === -1 && others[last]?.nextCursor !== null) return others
  return others.map((page, at) => {
    if (at !== (index === -1 ? last : index)) return page
    const before = page.tasks.filter((one) => comparePlaces(view, one, task) <= 0)
    return { ...page, tasks: [...before, task, ...page.tasks.slice(before.length)] }
  })
}
