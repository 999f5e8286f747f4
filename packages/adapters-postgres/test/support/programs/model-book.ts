import type { TaskKey } from '@taskport/domain'
import type { PlainTask } from './answer.js'

/** A stored task, and what a later command may ask about its past. */
export interface Entry {
  task: PlainTask
  /** The content it was created with, as one text. */
  readonly createdAs: string
  /** The rank of every change it has had. */
  readonly ranks: number[]
}

/** What one owner has. */
export interface Book {
  readonly ownerId: string
  /** The rank of the last change; 0 before the first. */
  rank: number
  /** The greatest rank of what was forgotten; 0 when nothing was. */
  purgedRank: number
  entries: Entry[]
}

/** The books of all owners, each made when it is first asked for. */
export const openBooks = () => {
  const books: Book[] = []
  const bookOf = (ownerId: string): Book => {
    const known = books.find((book) => book.ownerId === ownerId)
    if (known !== undefined) return known
    const book = { ownerId, rank: 0, purgedRank: 0, entries: [] }
    books.push(book)
    return book
  }
  return {
    all: (): readonly Book[] => books,
    bookOf,
    entryOf: ({ ownerId, taskId }: TaskKey): Entry | undefined =>
      bookOf(ownerId).entries.find(({ task }) => task.id === taskId),
  }
}
