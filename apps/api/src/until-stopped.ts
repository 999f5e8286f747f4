import type { Logger } from './logger.js'
import { onReasonToStop } from './reasons-to-stop.js'
import type { Api } from './start.js'

/**
 * Waits for a reason to stop the API, then stops it: connections that are still open after `limitMs`, or at a second reason,
 * are cut. Resolves when all is closed. An error that nobody has caught is such a reason, and makes the exit code 1.
 */
export const untilStopped = ({
  api,
  logger,
  limitMs,
}: {
  readonly api: Api
  readonly logger: Logger
  readonly limitMs: number
}): Promise<void> =>
  new Promise((resolve, reject) => {
    const hurry = new AbortController()
    let isStopping = false

    const stop = (reason: string) => {
      if (isStopping) {
        if (hurry.signal.aborted) return
        logger.warn({ reason }, 'Asked again to stop: open connections are cut')
        hurry.abort()
        return
      }
      isStopping = true
      logger.info({ reason, limitMs }, 'Stopping: requests under way are answered first')
      const timer = setTimeout(() => {
        logger.warn({ limitMs }, 'Connections are still open at the limit: they are cut')
        hurry.abort()
      }, limitMs)
      api
        .stop(hurry.signal)
        .then(() => logger.info('Stopped'))
        .finally(() => clearTimeout(timer))
        .then(resolve, reject)
    }

    onReasonToStop(stop)
    process.on('uncaughtException', (error) => {
      logger.fatal({ err: error }, 'An error was not caught')
      process.exitCode = 1
      stop('an error was not caught')
    })
  })
