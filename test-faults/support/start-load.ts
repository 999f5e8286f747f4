import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

/** Milliseconds that answers took. */
export interface Times {
  readonly median: number
  readonly p99: number
  readonly most: number
}

/** What callers met who do not wait for one another. */
export interface Load {
  readonly sent: number
  /** Served before the last was sent. */
  readonly servedInTime: number
  readonly served: number
  /** 503, without doubt about what became of it. */
  readonly refused: number
  /** Every other answer, by status and code. */
  readonly others: Readonly<Record<string, number>>
  /** The most that were under way at once. */
  readonly most: number
  readonly servedMs: Times
  readonly refusedMs: Times
  /** By how much the machine was late for this process, at worst, in milliseconds. */
  readonly stallMs: number
}

const program = fileURLToPath(new URL('open-loop.ts', import.meta.url))

const isLoad = (value: unknown): value is Load =>
  typeof value === 'object' && value !== null && 'sent' in value && 'refusedMs' in value

/** Sends creations at a steady rate from a process of its own, for so long. */
export const startLoad = async (address: string, perSecond: number, ms: number): Promise<Load> => {
  const { stdout } = await promisify(execFile)(process.execPath, [
    '--conditions=@taskport/source',
    '--import=tsx',
    program,
    address,
    String(perSecond),
    String(ms),
  ])
  const load: unknown = JSON.parse(stdout)
  if (!isLoad(load)) throw new Error(`The load ended without figures: ${stdout}`)
  return load
}
