import type { Log } from '@taskport/adapters-postgres'

/** Tells of what is wrong, and nothing else. */
export const quietLog: Log = {
  info: () => {},
  warn: (_details, message) => process.stderr.write(`  ${message}\n`),
  error: (_details, message) => process.stderr.write(`  ${message}\n`),
}
