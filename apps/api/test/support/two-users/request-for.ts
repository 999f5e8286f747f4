import type { Sent } from '../isolation/exchange.js'
import type { Memory } from './memory.js'
import { plainRequest, plainTasks } from './plain-request.js'
import type { Step, TaskWord, VersionWord } from './step.js'
import type { Query, Theirs } from './theirs.js'

/** A request that has no token yet; one for a list, with the query that its cursors go with. */
export type Wished = Omit<Sent, 'userId'> & { readonly query?: Query }

/** What the words of a step can mean. */
export interface Past {
  readonly memory: Memory
  readonly theirs: Theirs
  readonly userId: string
  /** The ids that both users choose from. */
  readonly chosenIds: readonly string[]
}

const pathWith = (path: string, query: Query): string => {
  const given = Object.entries(query).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}=${encodeURIComponent(value)}`],
  )
  return given.length === 0 ? path : `${path}?${given.join('&')}`
}

const idOf = (word: TaskWord, { wish, which }: Step, { memory, theirs, chosenIds }: Past): string => {
  if (word === 'theirs') return theirs.id
  if (word !== 'own') return chosenIds[word] ?? ''
  return memory.ownId(wish.do === 'restore', which) ?? chosenIds[0] ?? ''
}

const condition = (
  name: 'If-Match' | 'If-None-Match',
  word: VersionWord,
  id: string,
  { memory, theirs }: Past,
): Record<string, string> => {
  const etags = memory.etagsOf(id)
  const values = {
    current: etags.at(-1) ?? '"999999999"',
    older: etags.at(-2) ?? '"999999998"',
    theirs: theirs.etag,
    '*': '*',
  }
  return word === null ? {} : { [name]: values[word] }
}

/** The request that a step means once it is known what was before it. */
export const requestFor = (step: Step, past: Past): Wished => {
  const { wish, which } = step
  switch (wish.do) {
    case 'create': {
      const id = wish.id === null ? {} : { id: past.chosenIds[wish.id] }
      return { method: 'POST', path: '/api/tasks', body: { ...id, ...wish.content } }
    }
    case 'change': {
      const id = idOf(wish.task, step, past)
      const headers = condition('If-Match', wish.ifMatch, id, past)
      return { method: wish.method, path: `/api/tasks/${id}`, headers, body: wish.content }
    }
    case 'delete':
    case 'restore': {
      const id = idOf(wish.task, step, past)
      const headers = condition('If-Match', wish.ifMatch, id, past)
      return wish.do === 'delete'
        ? { method: 'DELETE', path: `/api/tasks/${id}`, headers }
        : { method: 'POST', path: `/api/tasks/${id}/restore`, headers }
    }
    case 'get': {
      const id = idOf(wish.task, step, past)
      const headers = condition('If-None-Match', wish.ifNoneMatch, id, past)
      return { method: wish.method, path: `/api/tasks/${id}`, headers }
    }
    case 'list':
      return { method: 'GET', path: pathWith('/api/tasks', wish.filters), query: wish.filters }
    case 'next page': {
      const page = wish.whose === 'theirs' ? past.theirs.page : past.memory.page(which)
      const query = page === undefined ? {} : { ...page.query, cursor: page.cursor }
      return { method: 'GET', path: pathWith('/api/tasks', query), query: page?.query ?? {} }
    }
    case 'changes': {
      const own = wish.since === null ? undefined : past.memory.mark(which)
      const since = wish.since === 'theirs' ? past.theirs.since : own
      return { method: 'GET', path: pathWith('/api/changes', { since, limit: wish.limit }) }
    }
    case 'plain list':
      return { method: 'GET', path: pathWith(plainTasks(past.userId), wish.filters) }
    case 'plain': {
      const id = idOf(wish.task, step, past)
      const name = wish.what === 'get' ? 'If-None-Match' : 'If-Match'
      return plainRequest(wish, plainTasks(past.userId), id, condition(name, wish.condition, id, past))
    }
  }
}
