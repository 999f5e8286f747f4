import { randomBytes, randomUUID } from 'node:crypto'

/** The query of a list, without what is left out. */
export type Query = Readonly<Record<string, string | undefined>>

/** A page that can be gone on from. */
export interface Page {
  readonly query: Query
  readonly cursor: string
}

/** What the other user has at some moment; in a run alone, the like of it that nobody has. */
export interface Theirs {
  /** Of a task whose id the server has made. */
  readonly id: string
  readonly etag: string
  readonly page: Page
  readonly since: string
}

/** A text like a cursor or a sync mark that nobody was ever given. */
export const madeUpToken = (length: number): string =>
  randomBytes(length).toString('base64url').slice(0, length)

/** Makes the like of what the other user had, that nobody has: the same for the same each time, and of the same lengths. */
export const standIns = (): ((theirs: Theirs) => Theirs) => {
  const known = new Map<string, string>()
  const standIn = (text: string, make: () => string): string => {
    const made = known.get(text) ?? make()
    known.set(text, made)
    return made
  }
  const token = (text: string): string => standIn(text, () => madeUpToken(text.length))
  return ({ id, etag, page, since }) => ({
    id: standIn(id, randomUUID),
    etag,
    page: { query: page.query, cursor: token(page.cursor) },
    since: token(since),
  })
}
