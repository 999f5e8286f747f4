import type { CallApi, CallOptions } from './call-api.js'
import { type CatchUp, catchUp } from './catch-up.js'
import type {
  ChangesPage,
  ChangesQuery,
  NewTask,
  Task,
  TaskChanges,
  TaskFilter,
  TaskInHand,
  TaskPage,
  TaskQuery,
} from './contract-types.js'
import { newTaskId } from './new-task-id.js'

/** A person's own tasks. Whatever fails rejects with a `TaskportError`. */
export interface Tasks {
  /** One page. A task that changes its place meanwhile may be met twice or not at all. */
  readonly list: (query?: TaskQuery, options?: CallOptions) => Promise<TaskPage>
  /** Every page, one after the other, as they are asked for: `for await (const task of tasks.all())`. */
  readonly all: (filter?: TaskFilter, options?: CallOptions) => AsyncIterable<Task>
  /** With a task in hand: that same object when it is still as it is. */
  readonly get: (task: string | Task, options?: CallOptions) => Promise<Task>
  /** Is sent again after a lost answer, and creates one task all the same. */
  readonly create: (task: NewTask, options?: CallOptions) => Promise<Task>
  /**
   * With a task in hand, only when nobody has changed it since: else `VERSION_CONFLICT`, whose `current` is the task as it is now. By id:
   * whatever it is now, and not sent again when its outcome is unknown.
   */
  readonly update: (task: string | TaskInHand, changes: TaskChanges, options?: CallOptions) => Promise<Task>
  /** Into the trash; under the same condition as `update`. */
  readonly remove: (task: string | TaskInHand, options?: CallOptions) => Promise<void>
  /** Out of the trash, as it was; under the same condition as `update`. */
  readonly restore: (task: string | TaskInHand, options?: CallOptions) => Promise<Task>
  /** A page of what changed since the last answer's `since`. After `CHANGES_GONE` forget everything and start without one. */
  readonly changes: (query?: ChangesQuery, options?: CallOptions) => Promise<ChangesPage>
  /** All that changed since, however many pages; after `CHANGES_GONE` it starts over by itself. */
  readonly catchUp: (query?: ChangesQuery, options?: CallOptions) => Promise<CatchUp>
}

const tasksPath = '/api/tasks'

const idOf = (task: string | TaskInHand): string => (typeof task === 'string' ? task : task.id)

const pathOf = (task: string | TaskInHand): string => `${tasksPath}/${encodeURIComponent(idOf(task))}`

const withQuery = (path: string, query: object): string => {
  const members: readonly (readonly [string, unknown])[] = Object.entries(query)
  const given = members.flatMap(([name, value]) =>
    value === undefined || value === null ? [] : [[name, String(value)]],
  )
  return given.length === 0 ? path : `${path}?${new URLSearchParams(given)}`
}

/** A change is repeatable under a condition alone: without one, a late repetition would undo what somebody did in between. */
const under = (task: string | TaskInHand) =>
  typeof task === 'string'
    ? { isRepeatable: false }
    : { isRepeatable: true, headers: { 'if-match': `"${task.version}"` } }

const holds = (task: Task, { title, description, status }: TaskChanges): boolean =>
  (title === undefined || title.trim() === task.title) &&
  (description === undefined || description === task.description) &&
  (status === undefined || status === task.status)

/** The tasks of whoever the calls' tokens name. */
export const tasks = (call: CallApi): Tasks => {
  const list: Tasks['list'] = (query = {}, options) =>
    call<TaskPage>({ method: 'GET', path: withQuery(tasksPath, query), isRepeatable: true }, options)

  const changes: Tasks['changes'] = (query = {}, options) =>
    call<ChangesPage>({ method: 'GET', path: withQuery('/api/changes', query), isRepeatable: true }, options)

  return {
    list,
    changes,
    catchUp: catchUp(changes),

    async *all(filter, options) {
      let cursor: string | null = null
      do {
        const page: TaskPage = await list({ ...filter, cursor }, options)
        yield* page.tasks
        cursor = page.nextCursor
      } while (cursor !== null)
    },

    get: (task, options) =>
      call<Task>(
        {
          method: 'GET',
          path: pathOf(task),
          isRepeatable: true,
          ...(typeof task === 'string'
            ? {}
            : { inHand: task, headers: { 'if-none-match': `"${task.version}"` } }),
        },
        options,
      ),

    create: (task, options) =>
      call<Task>(
        {
          method: 'POST',
          path: tasksPath,
          body: { ...task, id: task.id ?? newTaskId() },
          isRepeatable: true,
        },
        options,
      ),

    update: (task, changed, options) =>
      call<Task>(
        {
          method: 'PATCH',
          path: pathOf(task),
          body: changed,
          ...under(task),
          answerLost: ({ current }) =>
            current !== null && holds(current, changed) ? { data: current } : null,
        },
        options,
      ),

    remove: async (task, options) => {
      await call<unknown>(
        {
          method: 'DELETE',
          path: pathOf(task),
          ...under(task),
          answerLost: ({ code }) => (code === 'TASK_NOT_FOUND' ? { data: null } : null),
        },
        options,
      )
    },

    restore: (task, options) =>
      call<Task>(
        {
          method: 'POST',
          path: `${pathOf(task)}/restore`,
          ...under(task),
          answerLost: ({ current }) => (current?.deletedAt === null ? { data: current } : null),
        },
        options,
      ),
  }
}
