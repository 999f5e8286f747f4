import { limits } from '../limits.js'
import type { Ports } from '../ports/ports.js'
import { searchProblem, searchWords } from '../task/search.js'
import type { Task, TaskStatus } from '../task/task.js'
import { TaskError } from '../task/task-error.js'
import { positionOf, type TaskPosition, type TaskSort } from '../task/task-position.js'
import { checkPageSize } from './check-page-size.js'

export interface ListTasks {
  readonly ownerId: string
  /** Absent: all. */
  readonly status?: TaskStatus | 'all' | undefined
  /** Words that each listed task has in its title or description, whatever their case and accents; absent: no words are looked for. */
  readonly search?: string | undefined
  /** Absent: by creation. */
  readonly sort?: TaskSort | undefined
  /** Absent: descending, the newest first. */
  readonly order?: 'asc' | 'desc' | undefined
  /** Whether to list the trash; absent: what is not in it. */
  readonly isDeleted?: boolean | undefined
  /** At most so many tasks, 1 to 1,000; absent: 1,000. */
  readonly limit?: number | undefined
  /** The `next` of the page before, in the same order; absent: the first page. */
  readonly after?: TaskPosition | undefined
}

/** One page of a list; `next` is where the next one begins, null when there is none. */
export interface TaskList {
  readonly tasks: readonly Task[]
  readonly next: TaskPosition | null
}

const wordsOf = (search: string | undefined): string[] => {
  if (search === undefined) return []
  const problem = searchProblem(search)
  if (problem !== null)
    throw new TaskError({ code: 'INVALID_TEXT', problems: [{ field: 'search', problem }] })
  return searchWords(search)
}

/**
 * Lists the owner's tasks page by page. A task that keeps its place meanwhile is in exactly one page, whatever happens to
 * others; one that changes its place while it is being paged through may be met twice or not at all.
 * @throws {TaskError} INVALID_TEXT
 * @throws {RangeError} for a page that no repository has to give, or behind a place in another order: mistakes of the program that asks
 */
export const listTasks =
  ({ tasks }: Pick<Ports, 'tasks'>) =>
  async (command: ListTasks): Promise<TaskList> => {
    const {
      ownerId,
      status = 'all',
      sort = 'created',
      order = 'desc',
      isDeleted = false,
      after = null,
    } = command
    const limit = checkPageSize(command.limit ?? limits.pageSize.default)
    if (after !== null && after.sort !== sort)
      throw new RangeError(`A list by ${sort} does not go on behind a place by ${after.sort}`)
    const words = wordsOf(command.search)
    const page = await tasks.list({ ownerId, status, isDeleted, words, sort, order, after, limit })
    const last = page.tasks.at(-1)
    return { tasks: page.tasks, next: page.hasMore && last !== undefined ? positionOf(last, sort) : null }
  }
