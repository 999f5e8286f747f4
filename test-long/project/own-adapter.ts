import { type Task, type TaskRepository, type TaskState, taskUseCases } from '@taskport/domain'
import { taskRepositoryContract } from '@taskport/domain/contract'
import { inMemoryPorts } from '@taskport/domain/in-memory'

/** An adapter as another team would write it: JSON texts in one Map. `owns` says whether a key is the owner's. */
const jsonTasks = (owns: (key: string, ownerId: string) => boolean): TaskRepository => {
  const texts = new Map<string, string>()
  const contents = new Map<string, string>()
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
    list: async ({ ownerId, limit }) =>
      all()
        .filter(({ key, task }) => owns(key, ownerId) && task.deletedAt === null)
        .map(({ task }) => task)
        .sort((a, b) => (a.createdAt + a.id < b.createdAt + b.id ? 1 : -1))
        .slice(0, limit),
    insert: async (state) => {
      const key = keyOf(state.userId, state.id)
      const kept = texts.get(key)
      if (kept !== undefined) {
        return contents.get(key) === contentOf(state)
          ? { outcome: 'repeated', task: read(kept) }
          : { outcome: 'taken' }
      }
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
