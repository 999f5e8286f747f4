/**
 * How a write ended for its caller, after Jepsen: `ok` (2xx), `failed` (4xx, or a 503 that says so), `unknown` (no answer, or a 503
 * that says that nobody knows). `wrong`: an answer that no fault may bring about.
 */
export type Outcome = 'ok' | 'failed' | 'unknown' | 'wrong'

/** A creation, or a change of a task's description, which nobody else makes. */
export interface Write {
  readonly kind: 'creation' | 'change'
  readonly ownerId: string
  /** What it writes: the title of a creation, the description of a change; no other write has it. */
  readonly mark: string
  /** Null: a creation whose id the API chose and nobody was told. */
  readonly taskId: string | null
  readonly outcome: Outcome
  /** The last answer's; 0: none came. */
  readonly status: number
  /** Which the answer told; null: none did. */
  readonly version: number | null
  /** By `performance.now()`: the first request sent, and the last answer here. */
  readonly startMs: number
  readonly endMs: number
  /** The longest that one of its requests took. */
  readonly slowestMs: number
  /** Requests that it took: one, and one more for each time that its outcome was unknown. */
  readonly requests: number
}
