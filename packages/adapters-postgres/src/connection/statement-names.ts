/** The names of the statements that one connection has prepared, by their texts. */
export interface StatementNames {
  /** The name of a prepared statement; null when it has to be prepared (under `next`). */
  known(text: string): string | null
  /** A name that this connection has never used; the empty one, which means "not kept", where names are not to be used. */
  next(): string
  keep(text: string, name: string): void
}

/**
 * Statements are prepared once a connection, as long as `areKept` says so: some poolers hand each transaction another
 * session, which knows nothing of them. A statement that failed gets a new name, as it may or may not have been prepared.
 */
export const statementNames = (areKept: () => boolean): StatementNames => {
  const names = new Map<string, string>()
  let made = 0
  return {
    known: (text) => (areKept() ? (names.get(text) ?? null) : null),
    next: () => {
      if (!areKept()) return ''
      made += 1
      return `taskport_${made}`
    },
    keep: (text, name) => {
      if (name !== '') names.set(text, name)
    },
  }
}
