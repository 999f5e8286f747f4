import { randomUUID } from 'node:crypto'
import { at } from '../at.js'
import { type Answer, type Call, call } from '../call.js'
import { tokenOf } from '../tokens.js'
import type { Target } from './target.js'

/** A user who does what users do. Whatever is not answered as it should be throws: the scene is not set then. */
export interface User {
  readonly userId: string
  ask(path: string, options?: Call): Promise<Answer>
  /** Creates a task, with a random id when it is left out, and answers its id. */
  create(task: { readonly id?: string; readonly title: string; readonly status?: string }): Promise<string>
  rename(id: string, title: string): Promise<void>
  trash(id: string): Promise<void>
  /** The version of each task, those in the trash included, by its id. */
  versions(): Promise<ReadonlyMap<string, string>>
}

export const openUser = ({ address }: Target, userId: string): User => {
  const token = tokenOf(userId)
  const ask = (path: string, options: Call = {}) => call(address, path, { token, ...options })
  const served = async (path: string, options: Call = {}): Promise<Answer> => {
    const answer = await ask(path, options)
    if (answer.status < 300) return answer
    throw new Error(`${userId}'s ${options.method ?? 'GET'} ${path} was answered ${answer.text}`)
  }
  return {
    userId,
    ask,
    create: async ({ id = randomUUID(), ...task }) => {
      await served('/api/tasks', { method: 'POST', body: { id, ...task } })
      return id
    },
    rename: async (id, title) => {
      await served(`/api/tasks/${id}`, { method: 'PATCH', body: { title } })
    },
    trash: async (id) => {
      await served(`/api/tasks/${id}`, { method: 'DELETE' })
    },
    versions: async () => {
      const tasks = at((await served('/api/changes')).body, 'data', 'tasks')
      const rows = Array.isArray(tasks) ? tasks : []
      return new Map(rows.map((task) => [String(at(task, 'id')), String(at(task, 'version'))]))
    },
  }
}
