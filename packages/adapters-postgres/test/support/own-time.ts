import { setTimeout as sleep } from 'node:timers/promises'

const stepMs = 50

/**
 * What a promise becomes, or an error when it has not within so many milliseconds that this process was there to see: one that a
 * busy machine lets wait for a second has lost a step of it. For what this process decides alone, and no other one.
 */
export const withinOwnTime = async <T>(limitMs: number, promise: Promise<T>): Promise<T> => {
  let hasSettled = false
  const settled = promise.finally(() => {
    hasSettled = true
  })
  settled.catch(() => {})
  for (let leftMs = limitMs; leftMs > 0 && !hasSettled; leftMs -= stepMs) await sleep(stepMs)
  if (!hasSettled) throw new Error(`Not within ${limitMs} ms`)
  return settled
}
