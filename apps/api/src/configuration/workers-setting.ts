import { availableParallelism } from 'node:os'
import type { EnvironmentReader } from './environment-reader.js'

const most = 64

/** How many processes serve; `auto` is one for each processor that may be used. Notes what is wrong with the variable. */
export const readWorkers = (reader: EnvironmentReader): number => {
  const text = reader.text('WORKERS') ?? '1'
  if (text === 'auto') return Math.min(availableParallelism(), most)
  const number = /^\d{1,2}$/.test(text) ? Number(text) : 0
  if (number >= 1 && number <= most) return number
  reader.problem(`WORKERS must be auto, or a whole number from 1 to ${most}; it is "${text}".`)
  return 1
}
