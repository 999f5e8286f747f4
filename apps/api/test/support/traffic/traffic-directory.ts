import { appendFileSync, mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Where a run of the suite leaves what it saw leave the API, for the sweep that follows it. */
export const trafficDirectory = fileURLToPath(new URL('../../../.traffic', import.meta.url))

/**
 * `answers`: what came back over HTTP, as it came. `log`: what the API's processes wrote. `secrets`: one a line, what must be in
 * neither.
 */
export type Traffic = 'answers' | 'log' | 'secrets'

/** Forgets the run before. */
export const emptyTrafficDirectory = (): void => {
  rmSync(trafficDirectory, { recursive: true, force: true })
  mkdirSync(trafficDirectory, { recursive: true })
}

/** Keeps a piece of one kind, whole lines, in a file of this process's own. */
export const keepTraffic = (kind: Traffic, text: string): void => {
  if (text === '') return
  mkdirSync(trafficDirectory, { recursive: true })
  appendFileSync(join(trafficDirectory, `${process.pid}.${kind}`), text.endsWith('\n') ? text : `${text}\n`)
}
