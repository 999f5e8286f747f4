import type { CreateTask, TaskKey } from '@taskport/domain'
import { sequentialTaskIds } from '@taskport/domain/in-memory'
import type { Answer, Place, PlainMark, PlainTask } from './answer.js'
import type { ProgramClock } from './clock.js'
import type { ChangesCommand, Command, ListCommand, TrashCommand, UpdateCommand } from './command.js'
import { type Book, type Entry, openBooks } from './model-book.js'
import { modelList } from './model-list.js'
import { keptTitle, refusedTexts } from './model-texts.js'

/** What everything must answer: an array of tasks for each owner, and the rules in their plainest words. */
export interface Model {
  execute(command: Command): Answer
  /** All of an owner's tasks, in the trash or not, in the order of their creation. */
  stored(ownerId: string): readonly PlainTask[]
  /** The ranks of the changes that a task has had, ascending; none when there is no such task. */
  ranksOf(key: TaskKey): readonly number[]
}

const refused = (code: string): Answer => ({ kind: 'refusal', refusal: { code } })

const byRank = (a: PlainTask, b: PlainTask): number => a.version - b.version

export const plainModel = (clock: ProgramClock): Model => {
  const books = openBooks()
  const newId = sequentialTaskIds()
  const places: Place[] = []
  const marks: PlainMark[] = []

  const momentAfter = (moment: string): string =>
    new Date(Math.max(Date.parse(clock.now()), Date.parse(moment) + 1)).toISOString()

  const nextRank = (book: Book): number => {
    book.rank += 1
    return book.rank
  }

  const write = (entry: Entry, changes: Partial<PlainTask>): Answer => {
    const rank = nextRank(books.bookOf(entry.task.userId))
    entry.task = { ...entry.task, ...changes, version: rank }
    entry.ranks.push(rank)
    return { kind: 'task', task: entry.task }
  }

  const create = ({ ownerId, taskId, title, description = null, status = 'pending' }: CreateTask): Answer => {
    const refusal = refusedTexts({ title, description })
    if (refusal !== null) return refusal
    const id = taskId ?? newId()
    const createdAs = JSON.stringify([keptTitle(title), description, status])
    const earlier = books.entryOf({ ownerId, taskId: id })
    if (earlier !== undefined) {
      if (earlier.createdAs !== createdAs) return refused('TASK_ID_TAKEN')
      return { kind: 'creation', task: earlier.task, created: false }
    }
    const now = clock.now()
    const book = books.bookOf(ownerId)
    const task: PlainTask = {
      id,
      userId: ownerId,
      title: keptTitle(title),
      description,
      status,
      createdAt: now,
      updatedAt: now,
      completedAt: status === 'completed' ? now : null,
      deletedAt: null,
      version: nextRank(book),
    }
    book.entries.push({ task, createdAs, ranks: [task.version] })
    return { kind: 'creation', task, created: true }
  }

  const update = (entry: Entry, { changes }: UpdateCommand): Answer => {
    const { task } = entry
    const title = changes.title === undefined ? task.title : keptTitle(changes.title)
    const description = changes.description === undefined ? task.description : changes.description
    const status = changes.status ?? task.status
    const sameStatus = status === task.status
    if (title === task.title && description === task.description && sameStatus) return { kind: 'task', task }
    const updatedAt = momentAfter(task.updatedAt)
    const doneAt = status === 'completed' ? updatedAt : null
    const completedAt = sameStatus ? task.completedAt : doneAt
    return write(entry, { title, description, status, completedAt, updatedAt })
  }

  const changeOne = (command: UpdateCommand | TrashCommand): Answer => {
    const refusal = command.do === 'update' ? refusedTexts(command.changes) : null
    if (refusal !== null) return refusal
    const entry = books.entryOf(command.key)
    if (entry === undefined) return refused('TASK_NOT_FOUND')
    const { task } = entry
    const isInTrash = task.deletedAt !== null
    if (isInTrash && command.do !== 'restore') return refused('TASK_NOT_FOUND')
    if (command.ifRanks !== undefined && !command.ifRanks.includes(task.version)) {
      return { kind: 'refusal', refusal: { code: 'VERSION_CONFLICT', current: task } }
    }
    if (command.do === 'update') return update(entry, command)
    const moment = momentAfter(task.updatedAt)
    if (command.do === 'delete') return write(entry, { deletedAt: moment, updatedAt: moment })
    return isInTrash ? write(entry, { deletedAt: null, updatedAt: moment }) : refused('TASK_NOT_DELETED')
  }

  const get = (key: TaskKey): Answer => {
    const task = books.entryOf(key)?.task
    return task === undefined || task.deletedAt !== null ? refused('TASK_NOT_FOUND') : { kind: 'task', task }
  }

  const stored = (ownerId: string): PlainTask[] => books.bookOf(ownerId).entries.map(({ task }) => task)

  const list = ({ query, after }: ListCommand): Answer => {
    const refusal = refusedTexts({ search: query.search })
    if (refusal !== null) return refusal
    const page = modelList(stored(query.ownerId), query, after === null ? null : (places[after] ?? null))
    if (page.next !== null) places.push(page.next)
    return { kind: 'list', ...page }
  }

  const changes = ({ ownerId, since, limit }: ChangesCommand): Answer => {
    const book = books.bookOf(ownerId)
    if (since === 'the future') return refused('CHANGES_GONE')
    const mark = since === null ? undefined : marks[since]
    // What was forgotten before the mark's first page, or seen since, was not missed.
    if (mark !== undefined && book.purgedRank > mark.version && book.purgedRank > mark.purgedVersion) {
      return refused('CHANGES_GONE')
    }
    const rest = stored(ownerId)
      .filter(({ version }) => version > (mark?.version ?? 0))
      .sort(byRank)
    const tasks = rest.slice(0, limit)
    const hasMore = rest.length > tasks.length
    const version = hasMore ? (tasks.at(-1)?.version ?? 0) : book.rank
    const next = { version, purgedVersion: mark?.purgedVersion ?? book.purgedRank }
    marks.push(next)
    return { kind: 'changes', tasks, since: next, hasMore }
  }

  const purge = (days = 30): Answer => {
    const before = new Date(Date.parse(clock.now()) - days * 24 * 60 * 60 * 1_000).toISOString()
    let purged = 0
    for (const book of books.all()) {
      const isOld = ({ task }: Entry) => task.deletedAt !== null && task.deletedAt < before
      const old = book.entries.filter(isOld)
      book.purgedRank = Math.max(book.purgedRank, ...old.map(({ task }) => task.version))
      book.entries = book.entries.filter((entry) => !isOld(entry))
      purged += old.length
    }
    return { kind: 'purge', purged }
  }

  const execute = (command: Command): Answer => {
    switch (command.do) {
      case 'create':
        return create(command.creation)
      case 'get':
        return get(command.key)
      case 'list':
        return list(command)
      case 'changes':
        return changes(command)
      case 'purge':
        return purge(command.days)
      default:
        return changeOne(command)
    }
  }

  return { execute, stored, ranksOf: (key) => books.entryOf(key)?.ranks ?? [] }
}
