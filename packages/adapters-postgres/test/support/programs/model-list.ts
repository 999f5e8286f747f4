import type { TaskSort } from '@taskport/domain'
import type { Place, PlainTask } from './answer.js'
import type { ListCommand } from './command.js'
import { descriptions, searches, titles } from './vocabulary.js'

type Key = readonly (string | number)[]

/** As bytes of UTF-8: the order of code points. */
const compareKeys = (a: Key, b: Key): number => {
  for (const [index, left] of a.entries()) {
    const right = b[index]
    if (typeof left === 'number' && typeof right === 'number' && left !== right) return left - right
    const order = Buffer.compare(Buffer.from(String(left)), Buffer.from(String(right)))
    if (order !== 0) return order
  }
  return 0
}

const foldedTitleOf = (task: PlainTask): string => {
  const known = titles.find(({ kept }) => kept === task.title)
  if (known === undefined) throw new Error(`No title of the vocabulary: ${task.title}`)
  return known.folded
}

const foldedDescriptionOf = (task: PlainTask): string =>
  descriptions.find(({ given }) => given === task.description)?.folded ?? ''

const placeOf = (task: PlainTask, sort: TaskSort): Place => {
  if (sort === 'created') return { sort, createdAt: task.createdAt, taskId: task.id }
  if (sort === 'updated') return { sort, version: task.version }
  return { sort, foldedTitle: foldedTitleOf(task), taskId: task.id }
}

const keyOf = (place: Place): Key => {
  if (place.sort === 'created') return [place.createdAt, place.taskId]
  if (place.sort === 'updated') return [place.version]
  return [place.foldedTitle, place.taskId]
}

const hasWords = (task: PlainTask, search: string | undefined): boolean => {
  if (search === undefined) return true
  const words = searches.find(({ given }) => given === search)?.words ?? []
  return words.every((word) => foldedTitleOf(task).includes(word) || foldedDescriptionOf(task).includes(word))
}

/** A page, made the plain way: everything, filtered, sorted, cut. */
export const modelList = (
  tasks: readonly PlainTask[],
  {
    status = 'all',
    search,
    sort = 'created',
    order = 'desc',
    isDeleted = false,
    limit,
  }: ListCommand['query'],
  after: Place | null,
): { tasks: PlainTask[]; next: Place | null } => {
  const sign = order === 'asc' ? 1 : -1
  const compare = (a: Place, b: Place) => sign * compareKeys(keyOf(a), keyOf(b))
  const rest = tasks
    .filter((task) => (task.deletedAt !== null) === isDeleted)
    .filter((task) => status === 'all' || task.status === status)
    .filter((task) => hasWords(task, search))
    .filter((task) => after === null || compare(placeOf(task, sort), after) > 0)
    .sort((a, b) => compare(placeOf(a, sort), placeOf(b, sort)))
  const page = rest.slice(0, limit)
  const last = page.at(-1)
  return { tasks: page, next: last !== undefined && rest.length > page.length ? placeOf(last, sort) : null }
}
