import type { Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

/** What a network does to the bytes of one direction. */
export interface Way {
  /** How long each piece of bytes is under way, in milliseconds. */
  readonly delayMs?: number
  /** How many bytes pass in a second; absent: as many as come. */
  readonly bytesPerSecond?: number
}

/** How often a slow way lets bytes through. */
const portionsPerSecond = 20

/**
 * Passes on what one socket sends to another, in order, as `way()` says at the moment it is sent; once `isLost()` says so, nothing of it,
 * not even the end.
 */
export const oneWay = (from: Socket, to: Socket, way: () => Way, isLost: () => boolean): void => {
  let sent: Promise<unknown> = Promise.resolve()
  let isSlow = false

  const arrive = async (bytes: Buffer, { delayMs = 0, bytesPerSecond }: Way, at: number): Promise<void> => {
    const leftMs = at + delayMs - performance.now()
    if (leftMs > 0) await sleep(leftMs)
    if (bytesPerSecond === undefined) {
      if (!isLost()) to.write(bytes)
      return
    }
    const portion = Math.max(1, Math.floor(bytesPerSecond / portionsPerSecond))
    for (let start = 0; start < bytes.length && !to.destroyed; start += portion) {
      if (!isLost()) to.write(bytes.subarray(start, start + portion))
      await sleep(1_000 / portionsPerSecond)
    }
  }

  from.on('data', (bytes: Buffer) => {
    const now = way()
    if (!isSlow && now.delayMs === undefined && now.bytesPerSecond === undefined) {
      if (!isLost()) to.write(bytes)
      return
    }
    isSlow = true
    sent = sent.then(() => arrive(bytes, now, performance.now()))
  })
  const pass = (end: () => void) => {
    void sent.then(() => {
      if (!isLost()) end()
    })
  }
  from.on('end', () => pass(() => to.end()))
  from.on('close', () => pass(() => to.destroy()))
}
