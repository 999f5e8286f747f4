import { type Logger, pino, stdTimeFunctions } from 'pino'
import type { Configuration } from './configuration/configuration.js'
import { loggedError } from './logged-error.js'

export type { Logger }

type LogSettings = Pick<Configuration, 'logLevel' | 'workers'>

/** What every line looks like, wherever it is written. */
export const loggerOptions = ({ logLevel, workers }: LogSettings) => ({
  level: logLevel,
  // Of several processes, whose line it is.
  base: workers > 1 ? { process: process.pid } : null,
  timestamp: stdTimeFunctions.isoTime,
  formatters: { level: (label: string) => ({ level: label }) },
  serializers: { err: loggedError },
})

/** Writes JSON lines to standard output, or for a person when that is a terminal. */
export const createLogger = async (configuration: LogSettings): Promise<Logger> => {
  const options = loggerOptions(configuration)
  if (!process.stdout.isTTY) return pino(options)
  const { default: pretty } = await import('pino-pretty')
  return pino(options, pretty({ colorize: true, translateTime: 'SYS:HH:MM:ss', singleLine: true }))
}
