import { type Logger, pino, stdTimeFunctions } from 'pino'
import type { Configuration } from './configuration/configuration.js'

export type { Logger }

/** Writes JSON lines to standard output, or for a person when that is a terminal. */
export const createLogger = async ({ logLevel }: Pick<Configuration, 'logLevel'>): Promise<Logger> => {
  const options = {
    level: logLevel,
    base: null,
    timestamp: stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
  }
  if (!process.stdout.isTTY) return pino(options)
  const { default: pretty } = await import('pino-pretty')
  return pino(options, pretty({ colorize: true, translateTime: 'SYS:HH:MM:ss', singleLine: true }))
}
