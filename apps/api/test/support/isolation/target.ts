/** An API that is attacked over HTTP, and a look behind it. It accepts the tokens of `tokens.ts`. */
export interface Target {
  /** Like `http://127.0.0.1:41234`. */
  readonly address: string
  /** Every route that its router has, like `GET /api/tasks/:id`. */
  readonly routes: readonly string[]
  /** A digest of all that is stored of a user. */
  digestOf(userId: string): Promise<string>
}
