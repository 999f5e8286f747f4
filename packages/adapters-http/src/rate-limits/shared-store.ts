import type { FastifyRateLimitStore, FastifyRateLimitStoreCtor } from '@fastify/rate-limit'
import type { RequestCounts } from './request-counts.js'

/** Callers over their limit that an instance remembers, so that turning them away costs the others nothing. */
const rememberedCallers = 10_000

interface Excess {
  readonly count: number
  /** By `performance.now()`. */
  readonly endsAt: number
}

/** What `@fastify/rate-limit` keeps its counts in, for counts that are kept elsewhere. It wants a class. */
export const sharedStore = (counts: RequestCounts): FastifyRateLimitStoreCtor => {
  const excesses = new Map<string, Excess>()

  const remember = (key: string, excess: Excess): void => {
    const [oldest] = excesses.keys()
    if (excesses.size >= rememberedCallers && oldest !== undefined) excesses.delete(oldest)
    excesses.set(key, excess)
  }

  const add = async (key: string, windowMs: number, max: number) => {
    const now = performance.now()
    const excess = excesses.get(key)
    if (excess !== undefined && excess.endsAt > now)
      return { current: excess.count, ttl: excess.endsAt - now }
    excesses.delete(key)
    const { count, remainingMs } = await counts.add(key, windowMs)
    if (count > max) remember(key, { count, endsAt: now + remainingMs })
    return { current: count, ttl: remainingMs }
  }

  return class SharedStore implements FastifyRateLimitStore {
    incr(...[key, callback, windowMs, max]: Parameters<FastifyRateLimitStore['incr']>): void {
      add(key, windowMs, max).then(
        (result) => callback(null, result),
        (error: unknown) => callback(error instanceof Error ? error : new Error(String(error))),
      )
    }

    child(): FastifyRateLimitStore {
      return this
    }
  }
}
