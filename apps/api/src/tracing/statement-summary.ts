/** What a statement does, without its text: the summary that OpenTelemetry's conventions for databases describe. */
export interface StatementSummary {
  /** Like `INSERT owners INSERT tasks`: few different ones, whatever is asked. */
  readonly summary: string
  /** The last operation on a table, which is the statement's own, like `INSERT`; `SELECT` where there is none. */
  readonly operation: string
}

const operations =
  /\b(?:(insert)\s+into|(update)|(delete)\s+from|(select)(?:(?!\b(?:select|insert|update|delete)\b)[\s\S])*?\bfrom)\s+(owners|tasks|request_counts)\b/gi

/** Reads a statement of ours: lower-case words, and tables of our own. */
export const statementSummary = (text: string): StatementSummary => {
  const steps = [...text.matchAll(operations)].map(
    ([, insertion, update, deletion, selection, table = '']) => ({
      operation: (insertion ?? update ?? deletion ?? selection ?? '').toUpperCase(),
      table,
    }),
  )
  return {
    summary: steps.map(({ operation, table }) => `${operation} ${table}`).join(' ') || 'SELECT',
    operation: steps.at(-1)?.operation ?? 'SELECT',
  }
}
