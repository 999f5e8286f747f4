import {
  foldedTitle,
  type Task,
  type TaskPosition,
  type TaskQuery,
  type TaskRepository,
  type TaskSort,
} from '@taskport/domain'
import { inRepository, type Mistake } from './mistake.js'

const asks = (name: string, alter: (query: TaskQuery) => TaskQuery): Mistake =>
  inRepository(name, (tasks) => ({ list: (query) => tasks.list(alter(query)) }))

const isAt = (task: Task, place: TaskPosition): boolean =>
  place.sort === 'updated' ? task.version === place.version : task.id === place.taskId

/** The tasks of a query without its page. */
const whole = async (tasks: TaskRepository, query: TaskQuery): Promise<readonly Task[]> =>
  (await tasks.list({ ...query, after: null, limit: 1_000 })).tasks

const cut = (tasks: readonly Task[], limit: number) => ({
  tasks: tasks.slice(0, limit),
  hasMore: tasks.length > limit,
})

const compare = (a: string, b: string): number => {
  if (a === b) return 0
  return a < b ? -1 : 1
}

/** Another order of the first page of a sort; `sign` is -1 for a descending one. */
const sorts = (name: string, sort: TaskSort, order: (a: Task, b: Task, sign: number) => number): Mistake =>
  inRepository(name, (tasks) => ({
    list: async (query) => {
      if (query.sort !== sort || query.after !== null) return tasks.list(query)
      const sign = query.order === 'asc' ? 1 : -1
      return cut(
        [...(await whole(tasks, query))].sort((a, b) => order(a, b, sign)),
        query.limit,
      )
    },
  }))

/** Mistakes of a list. */
export const listMistakes: readonly Mistake[] = [
  inRepository('a list that forgets to ask for its owner', (tasks) => {
    const owners = new Set<string>()
    return {
      insert: (task) => {
        owners.add(task.userId)
        return tasks.insert(task)
      },
      list: async (query) => {
        const pages = await Promise.all([...owners].map((ownerId) => tasks.list({ ...query, ownerId })))
        return cut(
          pages.flatMap((page) => page.tasks),
          query.limit,
        )
      },
    }
  }),
  inRepository('a page that begins at its place, not behind it (>= for >)', (tasks) => ({
    list: async (query) => {
      const { after } = query
      if (after === null) return tasks.list(query)
      const at = (await whole(tasks, query)).filter((task) => isAt(task, after))
      const { tasks: behind } = await tasks.list({ ...query, limit: 1_000 })
      return cut([...at, ...behind], query.limit)
    },
  })),
  inRepository('a page that begins behind all titles like that of its place', (tasks) => ({
    list: async (query) => {
      const { after } = query
      if (after?.sort !== 'title') return tasks.list(query)
      const { tasks: behind } = await tasks.list({ ...query, limit: 1_000 })
      return cut(
        behind.filter((task) => foldedTitle(task.title) !== after.foldedTitle),
        query.limit,
      )
    },
  })),
  inRepository('a last page that says there are more when it is full', (tasks) => ({
    list: async (query) => {
      const page = await tasks.list(query)
      return { ...page, hasMore: page.tasks.length === query.limit }
    },
  })),
  sorts('equal dates that are by id in either direction', 'created', (a, b, sign) => {
    return sign * compare(a.createdAt, b.createdAt) || compare(a.id, b.id)
  }),
  sorts('titles that are ordered by UTF-16 units', 'title', (a, b, sign) => {
    return sign * (compare(foldedTitle(a.title), foldedTitle(b.title)) || compare(a.id, b.id))
  }),
  sorts('titles that are ordered with their accents', 'title', (a, b, sign) => {
    return sign * (compare(a.title.toLowerCase(), b.title.toLowerCase()) || compare(a.id, b.id))
  }),
  asks('a list that ignores the order', (query) => ({ ...query, order: 'desc' })),
  asks('a list that ignores the status', (query) => ({ ...query, status: 'all' })),
  asks('a trash that has only what is pending', (query) =>
    query.isDeleted && query.status === 'all' ? { ...query, status: 'pending' } : query,
  ),
  asks('a per cent sign that stands for anything', (query) => ({
    ...query,
    words: query.words.filter((word) => word !== '%'),
  })),
  asks('a search for the first word alone', (query) => ({ ...query, words: query.words.slice(0, 1) })),
]
