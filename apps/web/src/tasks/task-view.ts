import type { TaskQuery } from '@taskport/client'

/** What the person looks at: a place, and in which order; it stands in the address, so that back and reload keep it. */
export interface TaskView {
  readonly place: 'list' | 'trash'
  readonly status: 'all' | 'pending' | 'completed'
  /** Words to search for; empty: everything. */
  readonly words: string
  readonly sort: 'created' | 'updated' | 'title'
  readonly order: 'asc' | 'desc'
}

export const firstView: TaskView = {
  place: 'list',
  status: 'all',
  words: '',
  sort: 'created',
  order: 'desc',
}

const choices = {
  place: ['list', 'trash'],
  status: ['all', 'pending', 'completed'],
  sort: ['created', 'updated', 'title'],
  order: ['asc', 'desc'],
} as const

const chosen = <Choice extends string>(
  among: readonly Choice[],
  text: string | null,
  otherwise: Choice,
): Choice => among.find((choice) => choice === text) ?? otherwise

/** The longest text that the API searches for, in characters. */
const longestSearch = 200

/** Reads an address's query; what it does not know is as at first. */
export const readView = (search: string): TaskView => {
  const given = new URLSearchParams(search)
  return {
    place: chosen(choices.place, given.get('place'), firstView.place),
    status: chosen(choices.status, given.get('status'), firstView.status),
    words: [...(given.get('q') ?? '')].slice(0, longestSearch).join(''),
    sort: chosen(choices.sort, given.get('sort'), firstView.sort),
    order: chosen(choices.order, given.get('order'), firstView.order),
  }
}

/** The query of an address, with its question mark; what is as at first is left out. */
export const viewSearch = (view: TaskView): string => {
  const given = new URLSearchParams()
  if (view.place !== firstView.place) given.set('place', view.place)
  if (view.status !== firstView.status) given.set('status', view.status)
  if (view.words !== firstView.words) given.set('q', view.words)
  if (view.sort !== firstView.sort) given.set('sort', view.sort)
  if (view.order !== firstView.order) given.set('order', view.order)
  const text = given.toString()
  return text === '' ? '' : `?${text}`
}

const pageSize = 50

/** The view as the API is asked for it. The trash shows what was deleted last first: a deletion is a change. */
export const viewQuery = (view: TaskView, cursor: string | null): TaskQuery => {
  const words = view.words.trim()
  const shown =
    view.place === 'trash'
      ? ({ deleted: 'only', sort: 'updated', order: 'desc' } as const)
      : { status: view.status, sort: view.sort, order: view.order }
  return { ...shown, limit: pageSize, ...(words === '' ? {} : { q: words }), cursor }
}
