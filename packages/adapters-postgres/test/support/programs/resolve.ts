import { parseTaskId, type TaskId, type TaskKey } from '@taskport/domain'
import { type ChangesCommand, type Command, type ListCommand, neverRank } from './command.js'
import type { Model } from './model.js'
import type { Request, VersionWord } from './request.js'

/** What a program has done so far, as far as a later request can mean it. */
export interface Past {
  readonly model: Model
  readonly ownerIds: readonly string[]
  readonly commands: readonly Command[]
  /** The page whose place was kept, by the place's number. */
  readonly places: readonly ListCommand[]
  /** The page whose mark was kept, by the mark's number. */
  readonly marks: readonly ChangesCommand[]
}

const idOf = (letter: string): TaskId => {
  const id = parseTaskId('xxxxxxxx-xxxx-4xxx-8xxx-xxxxxxxxxxxx'.replaceAll('x', letter))
  if (id === null) throw new Error(`No hexadecimal letter: ${letter}`)
  return id
}

const chosenIds = ['a', 'b', 'c', 'd'].map(idOf)
const unknownId = idOf('f')

const round = <Item>(items: readonly Item[], number: number): Item | undefined => items[number % items.length]

const roundFromLatest = <Item>(items: readonly Item[], number: number): Item | undefined =>
  items[items.length - 1 - (number % items.length)]

/** The owner that is meant, or another one if that one has nothing: what strangers see is read in the end. */
const ownerOf = (past: Past, who: number): string => {
  const meant = past.ownerIds[who] ?? ''
  const hasTasks = (ownerId: string) => past.model.stored(ownerId).length > 0
  return hasTasks(meant) ? meant : (past.ownerIds.find(hasTasks) ?? meant)
}

/** Mostly a task that the command can do something to; 8 is any of the owner's, 9 none of them. */
const keyOf = (past: Past, request: { do: string; who: number; task: number }): TaskKey => {
  const ownerId = ownerOf(past, request.who)
  const stored = past.model.stored(ownerId)
  const fit = stored.filter(({ deletedAt }) => (deletedAt !== null) === (request.do === 'restore'))
  const own = round(fit.length > 0 && request.task < 8 ? fit : stored, request.task)
  if (own !== undefined && request.task !== 9) return { ownerId, taskId: own.id }
  const foreign = past.ownerIds.flatMap((other) => past.model.stored(other)).map(({ id }) => id)
  return { ownerId, taskId: foreign.find((id) => stored.every((task) => task.id !== id)) ?? unknownId }
}

const rankOf = (past: Past, key: TaskKey, word: VersionWord): number => {
  const ranks = past.model.ranksOf(key)
  switch (word) {
    case 'current':
      return ranks.at(-1) ?? neverRank
    case 'older':
      return ranks.at(-2) ?? neverRank
    case 'other':
      return past.model.stored(key.ownerId).find(({ id }) => id !== key.taskId)?.version ?? neverRank
    case 'never':
      return neverRank
  }
}

const firstPage = (ownerId: string): Command => ({ do: 'list', query: { ownerId }, after: null })

/** Makes a command of a request, with names for the moments and tasks that it means. */
export const resolve = (past: Past, request: Request): Command => {
  switch (request.do) {
    case 'create': {
      const { title, description, status } = request
      const taskId = request.chosen === null ? undefined : chosenIds[request.chosen]
      const ownerId = past.ownerIds[request.who] ?? ''
      return { do: 'create', creation: { ownerId, taskId, title, description, status } }
    }
    case 'get':
      return { do: 'get', key: keyOf(past, request) }
    case 'update':
    case 'delete':
    case 'restore': {
      const key = keyOf(past, request)
      const ifRanks = request.ifVersions?.map((word) => rankOf(past, key, word))
      return request.do === 'update'
        ? { do: 'update', key, changes: request.changes, ifRanks }
        : { do: request.do, key, ifRanks }
    }
    case 'list':
      return {
        do: 'list',
        query: { ...request.filter, ownerId: ownerOf(past, request.who) },
        after: null,
      }
    case 'next page': {
      const page = roundFromLatest([...past.places.entries()], request.of)
      return page === undefined ? firstPage(past.ownerIds[0] ?? '') : { ...page[1], after: page[0] }
    }
    case 'changes': {
      const { since, limit } = request
      const ownerId = ownerOf(past, request.who)
      const own = [...past.marks.entries()].filter(([, page]) => page.ownerId === ownerId)
      const mark = typeof since === 'number' ? (roundFromLatest(own, since)?.[0] ?? null) : since
      return { do: 'changes', ownerId, limit, since: mark }
    }
    case 'purge':
      return { do: 'purge', days: request.days }
    case 'retry':
      return roundFromLatest(past.commands, request.of) ?? firstPage(past.ownerIds[0] ?? '')
  }
}
