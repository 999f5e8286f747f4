/** On whose behalf a statement is sent, and how long the server may take for it, in milliseconds. */
export interface Behalf {
  readonly ownerId: string
  readonly timeLeftMs: number
}
