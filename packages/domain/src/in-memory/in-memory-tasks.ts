import type { TaskRepository } from '../ports/task-repository.js'
import type { Task, TaskKey, TaskState } from '../task/task.js'

interface Owner {
  version: number
  readonly tasks: Map<string, { readonly inserted: TaskState; task: Task }>
}

const newestFirst = (a: Task, b: Task): number => {
  if (a.createdAt !== b.createdAt) return a.createdAt < b.createdAt ? 1 : -1
  return a.id < b.id ? 1 : -1
}

const sameContent = (a: TaskState, b: TaskState): boolean =>
  a.title === b.title && a.description === b.description && a.status === b.status

/** Keeps tasks in a Map, for tests and for trying things out; gone with the process. */
export const inMemoryTasks = (): TaskRepository => {
  const owners = new Map<string, Owner>()

  const ownerOf = (ownerId: string): Owner => {
    const owner = owners.get(ownerId) ?? { version: 0, tasks: new Map() }
    owners.set(ownerId, owner)
    return owner
  }

  const slotOf = ({ ownerId, taskId }: TaskKey) => owners.get(ownerId)?.tasks.get(taskId)

  const nextVersion = (owner: Owner): number => {
    owner.version += 1
    return owner.version
  }

  return {
    find: async (key) => slotOf(key)?.task ?? null,

    list: async ({ ownerId, limit }) =>
      [...(owners.get(ownerId)?.tasks.values() ?? [])]
        .map(({ task }) => task)
        .filter((task) => task.deletedAt === null)
        .sort(newestFirst)
        .slice(0, limit),

    insert: async (state) => {
      const owner = ownerOf(state.userId)
      const slot = owner.tasks.get(state.id)
      if (slot !== undefined) {
        return sameContent(slot.inserted, state)
          ? { outcome: 'repeated', task: slot.task }
          : { outcome: 'taken' }
      }
      const task = Object.freeze({ ...state, version: nextVersion(owner) })
      owner.tasks.set(state.id, { inserted: state, task })
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
  }
}
