import {
  comparePositions,
  foldedTitle,
  foldText,
  positionOf,
  type Task,
  type TaskPosition,
  type TaskRepository,
  type TaskState,
  taskUseCases,
} from '@taskport/domain'
import { taskRepositoryContract } from '@taskport/domain/contract'
import { inMemoryPorts } from '@taskport/domain/in-memory'

/** An adapter as another team would write it: JSON texts in one Map. `owns` says whether a key is the owner's. */
const jsonTasks = (owns: (key: string, ownerId: string) => boolean): TaskRepository => {
  const texts = new Map<string, string>()
  const contents = new Map<string, string>()
  const purged = new Map<string, number>()
  let version = 0
  const keyOf = (ownerId: string, taskId: string) => JSON.stringify([ownerId, taskId])
  const read = (text: string): Task => JSON.parse(text)
  const all = () => [...texts].map(([key, text]) => ({ key, task: read(text) }))
  const findEntry = (ownerId: string, taskId: string) =>
    all().find(({ key, task }) => task.id === taskId && owns(key, ownerId))
  const contentOf = ({ title, description, status }: TaskState) =>
    JSON.stringify([title, description, status])

  return {
    find: async ({ ownerId, taskId }) => findEntry(ownerId, taskId)?.task ?? null,
    list: async (query) => {
      const { ownerId, status, isDeleted, words, sort, order, after, limit } = query
      const direction = order === 'asc' ? 1 : -1
      const compare = (a: TaskPosition, b: TaskPosition) => direction * comparePositions(a, b)
      const found = all()
        .filter(({ key, task }) => owns(key, ownerId) && (task.deletedAt !== null) === isDeleted)
        .map(({ task }) => task)
        .filter((task) => status === 'all' || task.status === status)
        .filter(({ title, description }) =>
          words.every(
            (word) => foldedTitle(title).includes(word) || foldText(description ?? '').includes(word),
          ),
        )
        .filter((task) => after === null || compare(positionOf(task, sort), after) > 0)
        .sort((a, b) => compare(positionOf(a, sort), positionOf(b, sort)))
      return { tasks: found.slice(0, limit), hasMore: found.length > limit }
    },
    changes: async ({ ownerId, afterVersion, limit }) => {
      const own = all()
        .filter(({ key }) => owns(key, ownerId))
        .map(({ task }) => task)
      const changed = own.filter((task) => task.version > afterVersion).sort((a, b) => a.version - b.version)
      return {
        tasks: changed.slice(0, limit),
        hasMore: changed.length > limit,
        latestVersion: Math.max(0, purged.get(ownerId) ?? 0, ...own.map((task) => task.version)),
        purgedVersion: purged.get(ownerId) ?? 0,
      }
    },
    purge: async ({ deletedBefore, limit }) => {
      const old = all().filter(({ task }) => task.deletedAt !== null && task.deletedAt < deletedBefore)
      for (const { key, task } of old.slice(0, limit)) {
        texts.delete(key)
        purged.set(task.userId, Math.max(purged.get(task.userId) ?? 0, task.version))
      }
      return Math.min(old.length, limit)
    },
    insert: async (state, { quota = Number.POSITIVE_INFINITY } = {}) => {
      const key = keyOf(state.userId, state.id)
      const kept = texts.get(key)
      if (kept !== undefined) {
        return contents.get(key) === contentOf(state)
          ? { outcome: 'repeated', task: read(kept) }
          : { outcome: 'taken' }
      }
      if (all().filter(({ task }) => task.userId === state.userId).length >= quota) return { outcome: 'full' }
      version += 1
      const task = { ...state, version }
      texts.set(key, JSON.stringify(task))
      contents.set(key, contentOf(state))
      return { outcome: 'inserted', task }
    },
    update: async ({ ownerId, taskId }, change) => {
      const entry = findEntry(ownerId, taskId)
      if (entry === undefined) return null
      const changed = change(entry.task)
      if (changed === entry.task) return entry.task
      version += 1
      const task = { ...changed, version }
      texts.set(entry.key, JSON.stringify(task))
      return task
    },
  }
}

const brokenSentences = async (tasks: TaskRepository): Promise<string[]> => {
  const broken: string[] = []
  for (const { name, check } of taskRepositoryContract) {
    await check(tasks).catch(() => broken.push(name))
  }
  return broken
}

const { createTask } = taskUseCases(inMemoryPorts())
const { task } = await createTask({ ownerId: 'alice', title: ' Buy milk ' })
const good = await brokenSentences(jsonTasks((key, ownerId) => JSON.parse(key)[0] === ownerId))
const careless = await brokenSentences(jsonTasks(() => true))
console.log(
  JSON.stringify({
    title: task.title,
    good,
    careless: careless.filter((name) => name.startsWith('another owner')),
  }),
)
