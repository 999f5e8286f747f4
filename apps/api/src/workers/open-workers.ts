import { setTimeout as sleep } from 'node:timers/promises'
import type { Logger } from '../logger.js'
import { type ForkedWorker, forkWorker } from './forked-worker.js'

/** Processes that serve at one address. */
export interface Workers {
  /** Like `http://127.0.0.1:8000`. */
  readonly address: string
  /** Replaces them one after the other by new ones; each leaves when its successor serves. Ends early when one cannot. */
  renew(): Promise<void>
  /** Lets all drain and waits until they are gone; `hurry` makes them cut what is open, and is their end soon after. */
  stop(hurry: AbortSignal): Promise<void>
}

export interface WorkersOptions {
  /** At least 1. */
  readonly count: number
  /** What theirs has beside that of this process. */
  readonly environment: Readonly<Record<string, string>>
  readonly logger: Logger
  /** How long a worker may take until it serves, in milliseconds. */
  readonly startLimitMs: number
  /** How long one may drain that is replaced, in milliseconds. */
  readonly drainLimitMs: number
  /** How long one may go on after it was told to hurry, in milliseconds. */
  readonly hurryLimitMs: number
  /** Ends the start. */
  readonly signal: AbortSignal
}

/** A worker ended before it served; it has said why itself. */
export class WorkerDidNotStart extends Error {
  override readonly name = 'WorkerDidNotStart'
}

const firstDelayMs = 100
const longestDelayMs = 10_000
/** A worker that served for so long was well: the next delay is the first again. */
const wellAfterMs = 60_000

/** Where a worker is expected, whichever it is at the moment. */
interface Place {
  worker: ForkedWorker
}

const untilServing = async (
  worker: ForkedWorker,
  { startLimitMs }: Pick<WorkersOptions, 'startLimitMs'>,
): Promise<string> => {
  const timer = setTimeout(worker.kill, startLimitMs)
  const address = await worker.serves
  clearTimeout(timer)
  if (address !== null) return address
  throw new WorkerDidNotStart(
    `A worker (process ${worker.pid}) ended before it served: ${await worker.ended}. Its own lines in the log say why.`,
  )
}

/** Lets them drain and waits until they are gone. `hurry` makes them cut what is open, and is their end `hurryLimitMs` later. */
const endAll = async (
  workers: Iterable<ForkedWorker>,
  hurry: AbortSignal,
  { hurryLimitMs }: Pick<WorkersOptions, 'hurryLimitMs'>,
): Promise<void> => {
  const all = [...workers]
  let timer: NodeJS.Timeout | undefined
  const press = () => {
    for (const worker of all) worker.hurry()
    timer = setTimeout(() => {
      for (const worker of all) worker.kill()
    }, hurryLimitMs)
  }
  for (const worker of all) worker.dismiss()
  if (hurry.aborted) press()
  else hurry.addEventListener('abort', press)
  await Promise.all(all.map(({ ended }) => ended))
  hurry.removeEventListener('abort', press)
  clearTimeout(timer)
}

/**
 * Starts workers, the first alone: it shows whether it can be done at all. One that ends by itself is replaced, after a pause that
 * grows while they go on ending soon.
 * @throws {WorkerDidNotStart} when one ends before it has served; the others are ended
 */
export const openWorkers = async (options: WorkersOptions): Promise<Workers> => {
  const { count, environment, logger, drainLimitMs, signal } = options
  const stopping = new AbortController()
  const running = new Set<ForkedWorker>()

  const fork = (): ForkedWorker => {
    const worker = forkWorker(environment)
    running.add(worker)
    void worker.ended.then(() => running.delete(worker))
    return worker
  }

  /** Until the stop; never gives up, as the others serve, or may again. */
  const keep = async (place: Place): Promise<void> => {
    let delayMs = firstDelayMs
    for (;;) {
      const { worker } = place
      const how = await worker.ended
      if (stopping.signal.aborted) return
      if (place.worker !== worker) continue
      if (performance.now() - worker.since > wellAfterMs) delayMs = firstDelayMs
      logger.error(
        { worker: worker.pid, how, delayMs },
        'A worker has ended by itself: another takes its place',
      )
      await sleep(delayMs, undefined, { signal: stopping.signal }).catch(() => {})
      if (stopping.signal.aborted) return
      delayMs = Math.min(2 * delayMs, longestDelayMs)
      const successor = fork()
      place.worker = successor
      await untilServing(successor, options).then(
        (address) => logger.info({ worker: successor.pid, address }, 'A worker serves in its place'),
        () => {},
      )
    }
  }

  const start = async (): Promise<{
    readonly address: string
    readonly workers: readonly ForkedWorker[]
  }> => {
    const first = fork()
    const address = await untilServing(first, options)
    const others = Array.from({ length: count - 1 }, fork)
    await Promise.all(others.map((worker) => untilServing(worker, options)))
    return { address, workers: [first, ...others] }
  }

  const cutShort = () => {
    for (const worker of running) worker.dismiss()
  }
  signal.addEventListener('abort', cutShort)
  const started = await start()
    .then((result) => {
      signal.throwIfAborted()
      return result
    })
    .catch(async (error: unknown) => {
      await endAll(running, AbortSignal.timeout(drainLimitMs), options)
      throw error
    })
    .finally(() => signal.removeEventListener('abort', cutShort))

  const places = started.workers.map((worker): Place => ({ worker }))
  for (const place of places) void keep(place)

  const renewAll = async (): Promise<void> => {
    for (const place of places) {
      if (stopping.signal.aborted) return
      const successor = fork()
      await untilServing(successor, options)
      const { worker } = place
      place.worker = successor
      await endAll([worker], AbortSignal.timeout(drainLimitMs), options)
    }
  }
  let renewal: Promise<void> | null = null

  return {
    address: started.address,
    renew: () => {
      renewal ??= renewAll().finally(() => {
        renewal = null
      })
      return renewal
    },
    stop: async (hurry) => {
      stopping.abort()
      await endAll(running, hurry, options)
    },
  }
}
