import type { Log } from '../../src/log.js'

/** A log that keeps what it is told. */
export const keptLog = (): Log & { readonly lines: string[] } => {
  const lines: string[] = []
  const keep = (level: string) => (_fields: object, message: string) => {
    lines.push(`${level} ${message}`)
  }
  return { lines, info: keep('info'), warn: keep('warn'), error: keep('error') }
}
