import {
  applyChanges,
  type Refusal,
  type SyncMark,
  type Task,
  TaskError,
  type TaskPosition,
  type TaskUseCases,
} from '@taskport/domain'
import type { Answer, Place, PlainMark, PlainRefusal, PlainTask } from './answer.js'
import type { ChangesCommand, Command, ListCommand } from './command.js'
import { versionRanks } from './version-ranks.js'

type Tasks = ReadonlyMap<string, Task>

/** What a store answered to one command, and what it gave to go on from. */
export interface Asked {
  readonly answer: Answer
  readonly place?: TaskPosition | null
  readonly mark?: SyncMark
  /** All tasks of a client that applied every page up to this one, which was the last. */
  readonly client?: readonly PlainTask[]
  readonly clientTasks?: Tasks
}

/** One of the stores that a program runs on. */
export interface Side {
  readonly name: string
  ask(command: Command): Promise<Asked>
  /** Keeps the place or mark for later commands; the program does so in the same order on every side. */
  keep(asked: Asked): void
}

const futureMark: SyncMark = { version: 1_000_000_000, purgedVersion: 0 }

/** Asks use cases, and says their answers so that they can be compared with another store's. */
export const openSide = (name: string, useCases: TaskUseCases): Side => {
  const ranks = versionRanks()
  const places: TaskPosition[] = []
  const marks: { readonly mark: SyncMark; readonly clientTasks: Tasks }[] = []

  const plain = (task: Task): PlainTask => ({ ...task, version: ranks.learn(task.userId, task.version) })

  const plainPlace = (ownerId: string, place: TaskPosition): Place =>
    place.sort === 'updated' ? { ...place, version: ranks.upTo(ownerId, place.version) } : place

  const plainMark = (ownerId: string, { version, purgedVersion }: SyncMark): PlainMark => ({
    version: ranks.upTo(ownerId, version),
    purgedVersion: ranks.upTo(ownerId, purgedVersion),
  })

  const plainRefusal = (refusal: Refusal): PlainRefusal =>
    refusal.code === 'VERSION_CONFLICT' ? { ...refusal, current: plain(refusal.current) } : refusal

  const refusalOrFault = (error: unknown): Answer => {
    try {
      if (error instanceof TaskError) return { kind: 'refusal', refusal: plainRefusal(error.refusal) }
      return { kind: 'fault', message: String(error) }
    } catch (fault) {
      return { kind: 'fault', message: String(fault) }
    }
  }

  const list = async ({ query, after }: ListCommand): Promise<Asked> => {
    const page = await useCases.listTasks({ ...query, after: after === null ? undefined : places[after] })
    const next = page.next === null ? null : plainPlace(query.ownerId, page.next)
    return { answer: { kind: 'list', tasks: page.tasks.map(plain), next }, place: page.next }
  }

  const changes = async ({ ownerId, limit, since }: ChangesCommand): Promise<Asked> => {
    const kept = typeof since === 'number' ? marks[since] : undefined
    const mark = since === 'the future' ? futureMark : kept?.mark
    const page = await useCases.listChanges({ ownerId, limit, since: mark })
    const clientTasks = applyChanges(kept?.clientTasks ?? new Map(), page.tasks)
    const { hasMore } = page
    return {
      answer: {
        kind: 'changes',
        tasks: page.tasks.map(plain),
        since: plainMark(ownerId, page.since),
        hasMore,
      },
      mark: page.since,
      clientTasks,
      ...(hasMore ? {} : { client: [...clientTasks.values()].map(plain) }),
    }
  }

  const one = async (task: Promise<Task>): Promise<Asked> => ({
    answer: { kind: 'task', task: plain(await task) },
  })

  const run = async (command: Command): Promise<Asked> => {
    switch (command.do) {
      case 'create': {
        const { task, created } = await useCases.createTask(command.creation)
        return { answer: { kind: 'creation', task: plain(task), created } }
      }
      case 'get':
        return one(useCases.getTask(command.key))
      case 'list':
        return list(command)
      case 'changes':
        return changes(command)
      case 'purge':
        return { answer: { kind: 'purge', purged: await useCases.purgeTrash({ days: command.days }) } }
      default: {
        const { key, ifRanks } = command
        const ifVersions = ifRanks?.map((rank) => ranks.versionOf(key.ownerId, rank))
        if (command.do === 'update') {
          return one(useCases.updateTask({ key, changes: command.changes, ifVersions }))
        }
        return command.do === 'delete'
          ? one(useCases.deleteTask({ key, ifVersions }).then(({ task }) => task))
          : one(useCases.restoreTask({ key, ifVersions }))
      }
    }
  }

  return {
    name,
    ask: async (command) => {
      try {
        return await run(command)
      } catch (error) {
        return { answer: refusalOrFault(error) }
      }
    },
    keep: ({ place, mark, clientTasks }) => {
      if (place !== undefined && place !== null) places.push(place)
      if (mark !== undefined && clientTasks !== undefined) marks.push({ mark, clientTasks })
    },
  }
}
