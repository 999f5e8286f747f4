import { callApi, type TaskportOptions } from './call-api.js'
import { type Tasks, tasks } from './tasks.js'

export interface Taskport {
  readonly tasks: Tasks
}

/**
 * A client of one API for one signed-in person; it keeps nothing between calls, but for what the token source keeps.
 *
 * ```ts
 * const taskport = createTaskport({ baseUrl: 'https://tasks.example.com', token: keepToken(loadToken) })
 * const task = await taskport.tasks.create({ title: 'Buy milk' })
 * ```
 */
export const createTaskport = (options: TaskportOptions): Taskport => ({ tasks: tasks(callApi(options)) })
