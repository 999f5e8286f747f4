import type { Submittable } from 'pg'
import { messageWriter } from './message-writer.js'
import type { Row } from './row.js'
import type { StatementNames } from './statement-names.js'
import type { OwnersStatement, TripEnd } from './trip.js'

/** What pg calls of a statement that it was given, beside what its types say (its `Query` class shows it). */
interface ActiveStatement extends Submittable {
  handleDataRow(message: { readonly fields: Row }): void
  handleCommandComplete(): void
  handleReadyForQuery(): void
  handleError(error: unknown): void
}

export interface WalledTrip {
  readonly statements: readonly OwnersStatement[]
  readonly names: StatementNames
  /** Told once. */
  settle(end: TripEnd): void
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

/** The wall of the next statement in the same transaction, where the rest is set already. */
const nextWall =
  `select where (set_config('taskport.owner', $1, true)` +
  ` || set_config('statement_timeout', $2, true)) is null`

const writer = messageWriter()

/**
 * Statements, each behind the second wall, in one round trip and one packet: in the extended protocol everything before one Sync is
 * one transaction, so the wall's statements and the real ones are sent together, and their settings end with it. Nothing of it can
 * be seen by another transaction that a pooler gives the same session. Once one has failed the server passes over all that follow, so none runs
 * behind another's wall. The columns' names are not asked for: whoever reads the rows knows their order.
 */
export const walledTrip = ({ statements, names, settle }: WalledTrip): ActiveStatement => {
  const prepared: [text: string, name: string][] = []
  const rows: Row[][] = statements.map(() => [])
  // Two for each statement: its wall and itself.
  let completed = 0

  const nameOf = (text: string): string => {
    const known = names.known(text)
    if (known !== null) return known
    const [, own = ''] = prepared.find(([one]) => one === text) ?? []
    if (own !== '') return own
    const name = names.next(text)
    writer.parse(name, text)
    prepared.push([text, name])
    return name
  }

  const run = (text: string, parameters: readonly unknown[]) => {
    writer.bind(nameOf(text), parameters)
    writer.execute()
  }

  return {
    submit: ({ stream }) => {
      for (const name of names.takeDropped()) writer.close(name)
      let ownWall = wall
      for (const { text, values, ownerId, timeLeftMs } of statements) {
        run(ownWall, [ownerId, timeLeftMs])
        run(text, values)
        ownWall = nextWall
      }
      writer.sync()
      stream.write(writer.take())
    },
    handleDataRow: ({ fields }) => {
      if (completed % 2 === 1) rows[completed >> 1]?.push(fields)
    },
    handleCommandComplete: () => {
      completed += 1
    },
    handleReadyForQuery: () => {
      for (const [text, name] of prepared) names.keep(text, name)
      settle({ rows })
    },
    handleError: (error) => {
      for (const [, name] of prepared) names.abandon(name)
      const failed = completed >> 1
      settle({ error, failed: failed < statements.length ? failed : null })
    },
  }
}
