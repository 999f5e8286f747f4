import type { FastifyBaseLogger } from 'fastify'

export interface LogLine {
  readonly level: string
  readonly message: unknown
  readonly [field: string]: unknown
}

/** A logger that keeps its lines, the oldest first, with the fields of their child loggers. */
export const memoryLog = () => {
  const lines: LogLine[] = []

  const loggerWith = (bindings: Readonly<Record<string, unknown>>): FastifyBaseLogger => {
    const at =
      (level: string) =>
      (first: unknown, second?: unknown): void => {
        const fields = typeof first === 'object' && first !== null ? first : {}
        lines.push({ ...bindings, ...fields, level, message: second ?? first })
      }
    return {
      level: 'trace',
      fatal: at('fatal'),
      error: at('error'),
      warn: at('warn'),
      info: at('info'),
      debug: at('debug'),
      trace: at('trace'),
      silent: () => {},
      child: (more) => loggerWith({ ...bindings, ...more }),
    }
  }

  const withMessage = (message: string): LogLine[] => lines.filter((line) => line.message === message)

  return { lines, withMessage, logger: loggerWith({}) }
}
