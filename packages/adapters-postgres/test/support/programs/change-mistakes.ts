import { inRepository, inUpdate, inUseCases, type Mistake } from './mistake.js'

/** Mistakes of a creation, an update, a delete and a restore. */
export const changeMistakes: readonly Mistake[] = [
  inUseCases('an update that ignores ifVersions', (useCases) => ({
    updateTask: ({ key, changes }) => useCases.updateTask({ key, changes }),
  })),
  inUseCases('an update that minds only the first of ifVersions', (useCases) => ({
    updateTask: ({ ifVersions, ...command }) =>
      useCases.updateTask({ ...command, ifVersions: ifVersions?.slice(0, 1) }),
  })),
  inUseCases('a delete that ignores ifVersions', (useCases) => ({
    deleteTask: ({ key }) => useCases.deleteTask({ key }),
  })),
  inUseCases('a delete that takes an empty ifVersions for none', (useCases) => ({
    deleteTask: ({ key, ifVersions }) =>
      useCases.deleteTask({ key, ifVersions: ifVersions?.length === 0 ? undefined : ifVersions }),
  })),
  inUseCases('a restore that ignores ifVersions', (useCases) => ({
    restoreTask: ({ key }) => useCases.restoreTask({ key }),
  })),
  inUpdate('a restore that also reopens', (read, changed) =>
    read.deletedAt !== null && changed.deletedAt === null
      ? { ...changed, status: 'pending', completedAt: null }
      : changed,
  ),
  inUpdate('an update without a change that takes a version', (read, changed) =>
    changed === read ? { ...changed } : changed,
  ),
  inUpdate('a change that does not move its date', (read, changed) =>
    changed === read ? read : { ...changed, updatedAt: read.updatedAt },
  ),
  inUpdate('a description that is cleared to an empty text', (_, changed) =>
    changed.description === null ? { ...changed, description: '' } : changed,
  ),
  inUpdate('a completion that is dated again by every change', (read, changed) =>
    changed !== read && changed.status === 'completed'
      ? { ...changed, completedAt: changed.updatedAt }
      : changed,
  ),
  inRepository('a repetition that is known by the content of now', (tasks) => ({
    insert: async (state) => {
      const now = await tasks.find({ ownerId: state.userId, taskId: state.id })
      if (now === null) return tasks.insert(state)
      const isSame =
        now.title === state.title && now.description === state.description && now.status === state.status
      return isSame ? { outcome: 'repeated', task: now } : { outcome: 'taken' }
    },
  })),
  inRepository('a repetition that creates what is in the trash again', (tasks) => ({
    insert: async (state) => {
      const key = { ownerId: state.userId, taskId: state.id }
      const task = await tasks.update(key, (now) => (now.deletedAt === null ? now : { ...state }))
      return task === null || task.updatedAt !== state.updatedAt
        ? tasks.insert(state)
        : { outcome: 'inserted', task }
    },
  })),
]
