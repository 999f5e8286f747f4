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
  /** Whatever was sent under this new name has failed, and may or may not have been prepared. */
  abandon(name: string): void
  /** The names that were kept and are no more, and those that were abandoned, each told once: to be closed before anything else is sent. */
  takeDropped(): readonly string[]
}

/**
 * How long all kept texts of a connection are together, in UTF-16 units. For each the server keeps some 70 bytes of a plan, and a caller who
 * searches for one word, then two, then three, in every order and with every filter, makes thousands of long ones. All statements but
 * searches come to less than half of it.
 */
const keptLength = 64 * 1024

const none: readonly string[] = []

const digestOf = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 32)

/**
 * Statements are prepared once a connection, as long as `areKept` says so: some poolers hand each transaction another
 * session, which knows nothing of them, or knows those of other clients. So a name tells its text, and never runs another
 * client's statement. One that failed gets a new name, as it may or may not have been prepared, and its old one is closed. When they become too many, those that were
 * prepared first make room.
 */
export const statementNames = (areKept: () => boolean): StatementNames => {
  const names = new Map<string, string>()
  let dropped: string[] = []
  let length = 0
  let made = 0

  const drop = (text: string, name: string) => {
    names.delete(text)
    length -= text.length
    dropped.push(name)
  }
  return {
    known: (text) => (areKept() ? (names.get(text) ?? null) : null),
    next: (text) => {
      if (!areKept()) return ''
      made += 1
      return `taskport_${digestOf(text)}_${made}`
    },
    keep: (text, name) => {
      if (name === '') return
      names.set(text, name)
      length += text.length
      for (const [oldest, itsName] of names) {
        if (length <= keptLength) return
        drop(oldest, itsName)
      }
    },
    forget: (text) => {
      const name = names.get(text)
      if (name !== undefined) drop(text, name)
    },
    abandon: (name) => {
      if (name !== '') dropped.push(name)
    },
    takeDropped: () => {
      if (dropped.length === 0) return none
      const taken = dropped
      dropped = []
      return areKept() ? taken : none
    },
  }
}
