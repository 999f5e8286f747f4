import type { Log } from '@taskport/adapters-postgres'

/** A line of a log, with when it was written (milliseconds of `performance.now()`). */
export interface LogLine {
  readonly level: 'info' | 'warn' | 'error'
  readonly fields: object
  readonly message: string
  readonly at: number
}

/** A log that keeps its lines. */
export const recordedLog = () => {
  const lines: LogLine[] = []
  const write = (level: LogLine['level']) => (fields: object, message: string) => {
    lines.push({ level, fields, message, at: performance.now() })
  }
  const log: Log = { info: write('info'), warn: write('warn'), error: write('error') }
  return { log, lines }
}
