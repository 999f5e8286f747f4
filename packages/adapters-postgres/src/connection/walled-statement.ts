import type { Connection, Submittable } from 'pg'
import type { Behalf } from './behalf.js'
import type { StatementNames } from './statement-names.js'

/** What pg calls of a statement that it was given, beside what its types say (its `Query` class shows it). */
interface ActiveStatement extends Submittable {
  handleRowDescription(message: { readonly fields: readonly { readonly name: string }[] }): void
  handleDataRow(message: { readonly fields: readonly (string | null)[] }): void
  handleCommandComplete(message: { readonly text: string }): void
  handleReadyForQuery(): void
  handleError(error: unknown): void
}

export interface StatementResult {
  /** The word that PostgreSQL reports, like `SELECT`. */
  readonly command: string
  readonly columns: readonly string[]
  readonly rows: Record<string, unknown>[]
}

export interface WalledStatement {
  readonly text: string
  readonly values: readonly unknown[]
  readonly behalf: Behalf
  readonly names: StatementNames
  settle(error: unknown, result: StatementResult | null): void
}

/**
 * Takes off the login's powers, names the owner to the policies, and lets the server itself end what takes too long: all of
 * it until the end of the transaction and no longer.
 */
const wall = `select set_config('role', 'taskport_api', true), set_config('taskport.owner', $1, true), set_config('statement_timeout', $2, true)`

const printed = (value: unknown): string | null => (value === null ? null : String(value))

/**
 * A statement behind the second wall, in one round trip: in the extended protocol everything before one Sync is one
 * transaction, so the wall's statement and the real one are sent together, and its settings end with it. Nothing of it can
 * be seen by another transaction that a pooler gives the same session.
 */
export const walledStatement = ({
  text,
  values,
  behalf,
  names,
  settle,
}: WalledStatement): ActiveStatement => {
  const prepared: [text: string, name: string][] = []
  let columns: string[] = []
  const rows: Record<string, unknown>[] = []
  let isBehindTheWall = false
  let command = ''

  const bind = (connection: Connection, statement: string, parameters: (string | null)[]) => {
    let name = names.known(statement)
    if (name === null) {
      name = names.next(statement)
      connection.parse({ name, text: statement, types: [] }, true)
      prepared.push([statement, name])
    }
    connection.bind({ portal: '', statement: name, values: parameters }, true)
  }

  return {
    submit: (connection) => {
      connection.stream.cork()
      bind(connection, wall, [behalf.ownerId, behalf.timeLeftMs.toString()])
      connection.execute(null, true)
      bind(connection, text, values.map(printed))
      connection.describe({ type: 'P', name: '' }, true)
      connection.execute(null, true)
      connection.sync()
      connection.stream.uncork()
    },
    handleRowDescription: ({ fields }) => {
      columns = fields.map(({ name }) => name)
    },
    handleDataRow: ({ fields }) => {
      if (!isBehindTheWall) return
      const row: Record<string, unknown> = {}
      for (const [index, column] of columns.entries()) row[column] = fields[index]
      rows.push(row)
    },
    handleCommandComplete: (message) => {
      isBehindTheWall = true
      command = message.text.split(' ', 1)[0] ?? ''
    },
    handleReadyForQuery: () => {
      for (const [statement, name] of prepared) names.keep(statement, name)
      settle(null, { command, columns, rows })
    },
    handleError: (error) => settle(error, null),
  }
}
