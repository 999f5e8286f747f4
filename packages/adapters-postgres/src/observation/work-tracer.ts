/** One piece of work for the database in a trace. */
export interface WorkTrace {
  /** It has a place: it need not wait any more. */
  admitted(): void
  /** It has ended, with this error; null: well. Where it was never admitted, it waited until now. */
  ended(error: unknown): void
  /** A statement is sent; `text` has placeholders for its values. Answers what is told how it ended: the error, or null. */
  statement(text: string): (error: unknown) => void
}

/**
 * The port by which this package lets its work be traced. It is asked when work comes, in the context of who brings it; null for work
 * that is not traced. It must not throw.
 */
export type WorkTracer = () => WorkTrace | null
