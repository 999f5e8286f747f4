import { type Task, TaskportError, type Tasks } from '@taskport/client'
import { taskOf } from './task.js'

/** Tasks in memory that behave as the API's do, so far as these tests ask. */
export interface FakeTasks extends Tasks {
  readonly kept: Map<string, Task>
  /** What was called, in order, such as `update a`. */
  readonly calls: string[]
  /** As somebody else would have it changed. */
  change(id: string, changes: Partial<Task>): void
}

const refusal = (code: TaskportError['code'], current?: Task) =>
  new TaskportError({ code, detail: code, status: 400, ...(current === undefined ? {} : { current }) })

const unused = () => Promise.reject(new Error('not a part of this test'))

export const fakeTasks = (...given: readonly Task[]): FakeTasks => {
  const kept = new Map(given.map((task) => [task.id, task]))
  const calls: string[] = []
  let version = Math.max(0, ...given.map((task) => task.version))

  const write = (task: Task, changes: Partial<Task>): Task => {
    version += 1
    const written = { ...task, ...changes, version }
    kept.set(task.id, written)
    return written
  }
  const found = (task: string | Pick<Task, 'id' | 'version'>, isDeleted: boolean): Task => {
    const id = typeof task === 'string' ? task : task.id
    const current = kept.get(id)
    if (current === undefined) throw refusal('TASK_NOT_FOUND')
    if (isDeleted && current.deletedAt === null) throw refusal('TASK_NOT_DELETED')
    if (!isDeleted && current.deletedAt !== null) throw refusal('TASK_NOT_FOUND')
    if (typeof task !== 'string' && task.version !== current.version)
      throw refusal('VERSION_CONFLICT', current)
    return current
  }

  return {
    kept,
    calls,
    change: (id, changes) => {
      const task = kept.get(id)
      if (task !== undefined) write(task, changes)
    },
    create: async ({ id = 'none', title, description = null }) => {
      calls.push(`create ${id}`)
      return kept.get(id) ?? write(taskOf({ id, title, description }), {})
    },
    get: async (task) => {
      const id = typeof task === 'string' ? task : task.id
      calls.push(`get ${id}`)
      return found(id, false)
    },
    update: async (task, changes) => {
      calls.push(`update ${typeof task === 'string' ? task : task.id}`)
      const { title, description, status } = changes
      return write(found(task, false), {
        ...(title === undefined ? {} : { title }),
        ...(description === undefined ? {} : { description }),
        ...(status === undefined ? {} : { status }),
      })
    },
    remove: async (task) => {
      calls.push(`remove ${typeof task === 'string' ? task : task.id}`)
      write(found(task, false), { deletedAt: '2026-11-21T10:00:00.000Z' })
    },
    restore: async (task) => {
      calls.push(`restore ${typeof task === 'string' ? task : task.id}`)
      return write(found(task, true), { deletedAt: null })
    },
    list: unused,
    changes: unused,
    catchUp: unused,
    all: () => {
      throw new Error('not a part of this test')
    },
  }
}
