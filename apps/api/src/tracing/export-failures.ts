import { loggedError } from '../logged-error.js'
import type { Logger } from '../logger.js'

const quietMs = 60_000

/** Logs that spans could not be sent: the first time, and then once a minute with how often it has happened meanwhile. */
export const exportFailures = (
  logger: Logger,
  now: () => number = () => performance.now(),
): ((error: unknown) => void) => {
  let lastAt = Number.NEGATIVE_INFINITY
  let failures = 0
  return (error) => {
    failures += 1
    if (now() - lastAt < quietMs) return
    // A collector that is away is no fault of the program's: where it was noticed says nothing.
    const { stack: _stack, ...why } = loggedError(error)
    logger.warn({ why, failures }, 'Traces could not be sent: the collector does not take them')
    lastAt = now()
    failures = 0
  }
}
