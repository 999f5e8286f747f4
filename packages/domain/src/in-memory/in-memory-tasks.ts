import type { TaskQuery, TaskRepository } from '../ports/task-repository.js'
import { foldText } from '../task/fold-text.js'
import { foldedTitle } from '../task/folded-title.js'
import type { Task, TaskKey, TaskState } from '../task/task.js'
import { comparePositions, positionOf } from '../task/task-position.js'

interface Slot {
  readonly inserted: TaskState
  task: Task
}

interface Owner {
  version: number
  purgedVersion: number
  readonly slots: Map<string, Slot>
}

const sameContent = (a: TaskState, b: TaskState): boolean =>
  a.title === b.title && a.description === b.description && a.status === b.status

const matches = (task: Task, { status, isDeleted, words }: TaskQuery): boolean => {
  if ((task.deletedAt !== null) !== isDeleted) return false
  if (status !== 'all' && task.status !== status) return false
  const title = foldedTitle(task.title)
  const description = foldText(task.description ?? '')
  return words.every((word) => title.includes(word) || description.includes(word))
}

/** The order of a query, ascending or descending, over the places of tasks. */
const ordered = ({ sort, order }: TaskQuery) => {
  const direction = order === 'asc' ? 1 : -1
  return (a: Task, b: Task): number => direction * comparePositions(positionOf(a, sort), positionOf(b, sort))
}

const comesAfter = (task: Task, { sort, order, after }: TaskQuery): boolean => {
  if (after === null) return true
  const distance = comparePositions(positionOf(task, sort), after)
  return order === 'asc' ? distance > 0 : distance < 0
}

const page = (tasks: readonly Task[], limit: number) => ({
  tasks: tasks.slice(0, limit),
  hasMore: tasks.length > limit,
})

/** Keeps tasks in a Map, for tests and for trying things out; gone with the process. */
export const inMemoryTasks = (): TaskRepository => {
  const owners = new Map<string, Owner>()

  const ownerOf = (ownerId: string): Owner => {
    const owner = owners.get(ownerId) ?? { version: 0, purgedVersion: 0, slots: new Map() }
    owners.set(ownerId, owner)
    return owner
  }

  const slotOf = ({ ownerId, taskId }: TaskKey) => owners.get(ownerId)?.slots.get(taskId)

  const tasksOf = (ownerId: string): Task[] =>
    [...(owners.get(ownerId)?.slots.values() ?? [])].map(({ task }) => task)

  const nextVersion = (owner: Owner): number => {
    owner.version += 1
    return owner.version
  }

  return {
    find: async (key) => slotOf(key)?.task ?? null,

    list: async (query) => {
      const found = tasksOf(query.ownerId).filter((task) => matches(task, query) && comesAfter(task, query))
      return page(found.sort(ordered(query)), query.limit)
    },

    changes: async ({ ownerId, afterVersion, limit }) => {
      const changed = tasksOf(ownerId).filter((task) => task.version > afterVersion)
      return {
        ...page(
          changed.sort((a, b) => a.version - b.version),
          limit,
        ),
        latestVersion: owners.get(ownerId)?.version ?? 0,
        purgedVersion: owners.get(ownerId)?.purgedVersion ?? 0,
      }
    },

    insert: async (state, { quota = Number.POSITIVE_INFINITY } = {}) => {
      const owner = ownerOf(state.userId)
      const slot = owner.slots.get(state.id)
      if (slot !== undefined) {
        return sameContent(slot.inserted, state)
          ? { outcome: 'repeated', task: slot.task }
          : { outcome: 'taken' }
      }
      if (owner.slots.size >= quota) return { outcome: 'full' }
      const task = Object.freeze({ ...state, version: nextVersion(owner) })
      owner.slots.set(state.id, { inserted: state, task })
      return { outcome: 'inserted', task }
    },

    update: async (key, change) => {
      const slot = slotOf(key)
      if (slot === undefined) return null
      const changed = change(slot.task)
      if (changed !== slot.task) {
        slot.task = Object.freeze({ ...changed, version: nextVersion(ownerOf(key.ownerId)) })
      }
      return slot.task
    },

    purge: async ({ deletedBefore, limit }) => {
      let purged = 0
      for (const owner of owners.values()) {
        for (const [id, { task }] of owner.slots) {
          if (purged === limit) return purged
          if (task.deletedAt === null || task.deletedAt >= deletedBefore) continue
          owner.slots.delete(id)
          owner.purgedVersion = Math.max(owner.purgedVersion, task.version)
          purged += 1
        }
      }
      return purged
    },
  }
}
