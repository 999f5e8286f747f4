/** What one server has shown in one round of one workload. */
export interface Figures {
  readonly requestsPerSecond: number
  /** Milliseconds. */
  readonly p50: number
  readonly p99: number
  /** Microseconds of processor time in the server's processes. */
  readonly processorPerRequest: number
  /** Microseconds of processor time in PostgreSQL's processes that serve it. */
  readonly databasePerRequest: number
  /** MB in RAM. */
  readonly memory: number
  readonly errors: number
}

/** Each figure on its own: the median of the rounds; errors are summed. */
export const mediansOf = (rounds: readonly Figures[], median: (numbers: number[]) => number): Figures => {
  const of = (figure: keyof Figures) => median(rounds.map((round) => round[figure]))
  return {
    requestsPerSecond: of('requestsPerSecond'),
    p50: of('p50'),
    p99: of('p99'),
    processorPerRequest: of('processorPerRequest'),
    databasePerRequest: of('databasePerRequest'),
    memory: of('memory'),
    errors: rounds.reduce((sum, { errors }) => sum + errors, 0),
  }
}
