import { applyChanges, type SyncMark, type Task, type TaskUseCases } from '@taskport/domain'
import { orRefusal } from './or-refusal.js'
import type { SeededRandom } from './seeded-random.js'

/** A client that keeps a copy of an owner's tasks by following the feed. */
export interface FeedClient {
  /** The copy, by id. */
  readonly tasks: () => ReadonlyMap<string, Task>
  /** How often it was told to start over. */
  readonly restarts: () => number
  /** Asks for the next page and applies it; starts over when it is told to. Answers whether there is more. */
  readPage(): Promise<boolean>
  /** Reads until there is no more. */
  catchUp(): Promise<void>
}

export interface FeedClientOptions {
  readonly ownerId: string
  /** How many tasks it asks for at once. */
  readonly limit: number
  /** Given, one page in three is followed by one that it has applied before. */
  readonly repeats?: SeededRandom
}

export const feedClient = (
  { listChanges }: Pick<TaskUseCases, 'listChanges'>,
  { ownerId, limit, repeats }: FeedClientOptions,
): FeedClient => {
  let tasks: ReadonlyMap<string, Task> = new Map()
  let since: SyncMark | undefined
  let pages: (readonly Task[])[] = []
  let restarts = 0

  const readPage = async (): Promise<boolean> => {
    const read = await orRefusal(listChanges({ ownerId, since, limit }))
    if ('refusal' in read) {
      if (read.refusal.code !== 'CHANGES_GONE') throw new Error(`The feed refused: ${read.refusal.code}`)
      tasks = new Map()
      since = undefined
      pages = []
      restarts += 1
      return true
    }
    tasks = applyChanges(tasks, read.answer.tasks)
    pages.push(read.answer.tasks)
    if (repeats?.below(3) === 0) tasks = applyChanges(tasks, repeats.pick(pages))
    since = read.answer.since
    return read.answer.hasMore
  }

  return {
    tasks: () => tasks,
    restarts: () => restarts,
    readPage,
    catchUp: async () => {
      while (await readPage());
    },
  }
}
