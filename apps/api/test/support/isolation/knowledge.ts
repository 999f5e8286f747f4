import { randomBytes, randomUUID } from 'node:crypto'

/** A cursor or a sync mark. */
export interface OpaqueToken {
  /** The address that has answered it. */
  readonly path: string
  /** The query that it was answered to. */
  readonly filters: Readonly<Record<string, string>>
  readonly text: string
}

/** What somebody may have learned of a user's task, by whatever way; or the like of a task and a user that never were. */
export interface Knowledge {
  /** What it is about, in the words of a finding. */
  readonly of: string
  readonly taskId: string
  /** With its quotes, as in a header. */
  readonly etag: string
  readonly userId: string
  /** A word that stands in this user's texts and in nobody else's. */
  readonly word: string
  readonly tokens: readonly OpaqueToken[]
}

export const randomWord = (): string => `w${randomBytes(8).toString('hex')}`

/** A text like a token that nobody was ever given. */
export const madeUp = ({ text }: OpaqueToken): string =>
  randomBytes(text.length).toString('base64url').slice(0, text.length)

/** The like of `theirs`, of which every part is made up. */
export const ofNobody = (theirs: Knowledge): Knowledge => ({
  of: 'a task that never was',
  taskId: randomUUID(),
  etag: '"999999999"',
  userId: `nobody-${randomUUID()}`,
  word: randomWord(),
  tokens: theirs.tokens.map((token) => ({ ...token, text: madeUp(token) })),
})
