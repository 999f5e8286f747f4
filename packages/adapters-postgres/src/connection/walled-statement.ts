import type { Submittable } from 'pg'
import type { Behalf } from './behalf.js'
import { messageWriter } from './message-writer.js'
import type { Row } from './row.js'
import type { StatementNames } from './statement-names.js'

/** What pg calls of a statement that it was given, beside what its types say (its `Query` class shows it). */
interface ActiveStatement extends Submittable {
  handleDataRow(message: { readonly fields: Row }): void
  handleCommandComplete(): void
  handleReadyForQuery(): void
  handleError(error: unknown): void
}

export interface WalledStatement {
  readonly text: string
  readonly values: readonly unknown[]
  readonly behalf: Behalf
  readonly names: StatementNames
  /** Told once how it ended: with the rows, or with an error and null. */
  settle(error: unknown, rows: readonly Row[] | null): void
}

/**
 * Takes off the login's powers, names the owner to the policies, and lets the server itself end what takes too long: all of
 * it until the end of the transaction and no longer. Every statement of an owner has one good plan, which is an index in order, and it is
 * kept: left to itself PostgreSQL plans lists and changes of owners with many tasks anew each time, which takes longer than carrying them out.
 * Instants are printed in UTC and in one form, whatever the server is set to (see instant-text.ts). The condition is never true, so that no
 * row has to be sent.
 */
const wall =
  `select where (set_config('role', 'taskport_api', true) || set_config('taskport.owner', $1, true)` +
  ` || set_config('statement_timeout', $2, true) || set_config('plan_cache_mode', 'force_generic_plan', true)` +
  ` || set_config('TimeZone', 'UTC', true) || set_config('DateStyle', 'ISO', true)) is null`

const writer = messageWriter()

/**
 * A statement behind the second wall, in one round trip and one packet: in the extended protocol everything before one Sync is
 * one transaction, so the wall's statement and the real one are sent together, and its settings end with it. Nothing of it can
 * be seen by another transaction that a pooler gives the same session. The columns' names are not asked for: whoever reads the
 * rows knows their order.
 */
export const walledStatement = ({
  text,
  values,
  behalf,
  names,
  settle,
}: WalledStatement): ActiveStatement => {
  const prepared: [text: string, name: string][] = []
  const rows: Row[] = []
  let isBehindTheWall = false

  const run = (statement: string, parameters: readonly unknown[]) => {
    let name = names.known(statement)
    if (name === null) {
      name = names.next(statement)
      writer.parse(name, statement)
      prepared.push([statement, name])
    }
    writer.bind(name, parameters)
    writer.execute()
  }

  return {
    submit: ({ stream }) => {
      for (const name of names.takeDropped()) writer.close(name)
      run(wall, [behalf.ownerId, behalf.timeLeftMs])
      run(text, values)
      writer.sync()
      stream.write(writer.take())
    },
    handleDataRow: ({ fields }) => {
      if (isBehindTheWall) rows.push(fields)
    },
    handleCommandComplete: () => {
      isBehindTheWall = true
    },
    handleReadyForQuery: () => {
      for (const [statement, name] of prepared) names.keep(statement, name)
      settle(null, rows)
    },
    handleError: (error) => settle(error, null),
  }
}
