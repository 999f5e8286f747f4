import type { Row } from './row.js'

/** A statement on an owner's behalf. */
export interface OwnersStatement {
  readonly text: string
  readonly values: readonly unknown[]
  readonly ownerId: string
  /** How long the server may take for it, in milliseconds. */
  readonly timeLeftMs: number
}

/** How a trip ended: with the rows of each statement, all of which are committed; or with an error: then all are or, nearly always, none. */
export type TripEnd =
  | { readonly rows: readonly (readonly Row[])[] }
  /** `failed`: which statement the server refused; null: none, what failed is the trip as a whole. */
  | { readonly error: unknown; readonly failed: number | null }
