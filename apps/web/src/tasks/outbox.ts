import type { Mutation, QueryClient } from '@tanstack/react-query'
import type { Task } from '@taskport/client'
import type { TaskChange } from './task-change.js'

/** What a person has done and the API has not answered yet: sent in order, one at a time, kept through a lost connection. */
export interface Outbox {
  send(change: TaskChange): void
  /** What is on its way, the oldest first. */
  waiting(): readonly TaskChange[]
  /** The same array as long as it has not changed. */
  subscribe(listener: () => void): () => void
  /** Whether something could not be sent so far, and is tried again. */
  isStuck(): boolean
  /** Tells and keeps nothing any more. */
  close(): void
}

export interface OutboxOptions {
  readonly queryClient: QueryClient
  /** Carries a change out; asked again while what it throws `isPassing`. */
  readonly deliver: (change: TaskChange) => Promise<Task>
  readonly isPassing: (error: unknown) => boolean
  readonly onDelivered: (task: Task, change: TaskChange) => void
  readonly onRefused: (change: TaskChange, error: unknown) => void
  /** Keeps what waits while the page is loaded again. */
  readonly storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>
  /** Names the person in the storage. */
  readonly storageKey: string
  /** The wait before the second attempt, in milliseconds; it doubles each time. */
  readonly firstDelayMs?: number
}

const longestDelayMs = 8_000

const kinds: readonly string[] = [
  'create',
  'edit',
  'finish',
  'remove',
  'restore',
] satisfies TaskChange['kind'][]

const isChange = (value: unknown): value is TaskChange =>
  typeof value === 'object' &&
  value !== null &&
  'kind' in value &&
  typeof value.kind === 'string' &&
  kinds.includes(value.kind)

const kept = ({ storage, storageKey }: OutboxOptions): readonly TaskChange[] => {
  try {
    const value: unknown = JSON.parse(storage.getItem(storageKey) ?? '[]')
    return Array.isArray(value) ? value.filter(isChange) : []
  } catch {
    return []
  }
}

/** Opens it with what waited when the page was last left: to send a change again does no harm. */
export const openOutbox = (options: OutboxOptions): Outbox => {
  const { queryClient, deliver, isPassing, onDelivered, onRefused, storage, storageKey } = options
  const { firstDelayMs = 1_000 } = options
  const cache = queryClient.getMutationCache()
  const listeners = new Set<() => void>()

  const pending = (): Mutation[] =>
    cache.getAll().filter(({ state }) => state.status === 'pending' && isChange(state.variables))

  let waiting: readonly TaskChange[] = []

  const send = (change: TaskChange): void => {
    const mutation = cache.build<Task, Error, TaskChange, unknown>(queryClient, {
      mutationFn: deliver,
      scope: { id: 'outbox' },
      retry: (_count, error) => isPassing(error),
      retryDelay: (count) => Math.min(longestDelayMs, firstDelayMs * 2 ** count),
      onSuccess: (task) => onDelivered(task, change),
      onError: (error) => onRefused(change, error),
    })
    // Both outcomes are told above; the promise tells them a second time.
    mutation.execute(change).catch(() => {})
  }

  const read = (): void => {
    const next = pending().flatMap(({ state }) => (isChange(state.variables) ? [state.variables] : []))
    const isSame = next.length === waiting.length && next.every((change, at) => change === waiting[at])
    if (!isSame) {
      waiting = next
      if (next.length === 0) storage.removeItem(storageKey)
      else storage.setItem(storageKey, JSON.stringify(next))
    }
    for (const listener of listeners) listener()
  }

  const left = kept(options)
  const stop = cache.subscribe(read)
  for (const change of left) send(change)

  return {
    send,
    waiting: () => waiting,
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    isStuck: () => pending().some(({ state }) => state.failureCount > 0 || state.isPaused),
    close: stop,
  }
}
