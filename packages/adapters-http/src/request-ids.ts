import { randomUUID } from 'node:crypto'

/** Where the counted part of a UUID begins, and its length in hexadecimal digits. */
const counted = { from: 24, digits: 12 } as const

/**
 * Makes names for requests, each a UUID: random by process, and counted within it, as drawing one for each costs more than judging its
 * token. They keep nobody out, so they may be guessed.
 */
export const requestIds = (): (() => string) => {
  const ofThisProcess = randomUUID().slice(0, counted.from)
  let count = 0
  return () => {
    count += 1
    return ofThisProcess + count.toString(16).padStart(counted.digits, '0')
  }
}
