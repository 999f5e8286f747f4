import { createHash } from 'node:crypto'

/** The names of the statements that one connection has prepared, by their texts. */
export interface StatementNames {
  /** The name of a prepared statement; null when it has to be prepared (under `next`). */
  known(text: string): string | null
  /** A name to prepare a statement under that this connection has not used yet; the empty one, which means "not kept", where names are not to be used. */
  next(text: string): string
  keep(text: string, name: string): void
  /** From now on it has to be prepared again. */
  forget(text: string): void
}

const digestOf = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 32)

/**
 * Statements are prepared once a connection, as long as `areKept` says so: some poolers hand each transaction another
 * session, which knows nothing of them, or knows those of other clients. So a name tells its text, and never runs another
 * client's statement. One that failed gets a new name, as it may or may not have been prepared.
 */
export const statementNames = (areKept: () => boolean): StatementNames => {
  const names = new Map<string, string>()
  let made = 0
  return {
    known: (text) => (areKept() ? (names.get(text) ?? null) : null),
    next: (text) => {
      if (!areKept()) return ''
      made += 1
      return `taskport_${digestOf(text)}_${made}`
    },
    keep: (text, name) => {
      if (name !== '') names.set(text, name)
    },
    forget: (text) => {
      names.delete(text)
    },
  }
}
