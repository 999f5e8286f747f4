import type { Configuration } from './configuration/configuration.js'
import type { Logger } from './logger.js'
import { onReasonToStop } from './reasons-to-stop.js'

/** When this process is to end, for whatever reason. */
export interface StopRequests {
  /** Aborted at the first reason to stop. */
  readonly asked: AbortSignal
  /** Aborted `limitMs` after that, or at a second reason: what is still going on is to be cut short. */
  readonly hurry: AbortSignal
}

/** How long the stop may take before it is in a hurry, in milliseconds. */
export const longestStopMs = ({
  shutdownDelayMs,
  shutdownLimitMs,
}: Pick<Configuration, 'shutdownDelayMs' | 'shutdownLimitMs'>): number => shutdownDelayMs + shutdownLimitMs

/** Listens from now on. An error that nobody has caught is a reason to stop too, and makes the exit code 1. */
export const stopRequests = ({
  logger,
  limitMs,
  listen = onReasonToStop,
}: {
  readonly logger: Logger
  readonly limitMs: number
  /** Calls `stop` for each reason. */
  readonly listen?: (stop: (reason: string) => void) => void
}): StopRequests => {
  const asked = new AbortController()
  const hurry = new AbortController()

  const stop = (reason: string) => {
    if (asked.signal.aborted) {
      if (hurry.signal.aborted) return
      logger.warn({ reason }, 'Asked again to stop: open connections are cut')
      hurry.abort()
      return
    }
    logger.info({ reason, limitMs }, 'Stopping: requests under way are answered first')
    const timer = setTimeout(() => {
      if (hurry.signal.aborted) return
      logger.warn({ limitMs }, 'Connections are still open at the limit: they are cut')
      hurry.abort()
    }, limitMs)
    timer.unref()
    asked.abort()
  }

  listen(stop)
  process.on('uncaughtException', (error) => {
    logger.fatal({ err: error }, 'An error was not caught')
    process.exitCode = 1
    stop('an error was not caught')
  })
  return { asked: asked.signal, hurry: hurry.signal }
}
