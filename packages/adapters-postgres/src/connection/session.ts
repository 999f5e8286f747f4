import type { DatabaseMeter } from '../observation/database-meter.js'
import type { WorkTrace } from '../observation/work-tracer.js'
import { type Company, PartCompany } from './company.js'
import type { ConnectionPool } from './connection-pool.js'
import { asksForRepetition, asUnavailable, isSpoiling } from './database-fault.js'
import type { Query } from './query.js'
import type { Row } from './row.js'
import type { Turn } from './turn.js'

/** Statements one after another, each of which is committed before it is answered. */
export interface Session {
  /** Answers all rows, in the query's order. */
  all<T>(query: Query<T>): Promise<readonly T[]>
  /** Answers the only row, or null when there is none. */
  maybe<T>(query: Query<T>): Promise<T | null>
}

/** slonik numbers its placeholders in a way that its own pool rewrites; our statements are few, so each is rewritten once. */
const sentTexts = new Map<string, string>()

/** A list's texts are as many as there are orders and filters, times counts of words to search for; nothing else makes new ones. */
const mostTexts = 1_000

const sentText = (sql: string): string => {
  const known = sentTexts.get(sql)
  if (known !== undefined) return known
  const sent = sql.replaceAll('$slonik_', '$')
  if (sentTexts.size < mostTexts) sentTexts.set(sql, sent)
  return sent
}

interface Observed {
  readonly meter: DatabaseMeter
  readonly trace: WorkTrace | null
}

type Read<T> = (rows: readonly Row[]) => T

/** How a statement reaches the database. Rejects as it came. */
export type Send = <T>(text: string, values: readonly unknown[], read: Read<T>) => Promise<T>

/** With all the login's powers, on a connection that is spoilt by what fails for good. */
export const plainly =
  ({ connect }: Pick<ConnectionPool, 'connect'>, { timeLeft }: Turn<unknown>): Send =>
  (text, values, read) =>
    connect(async (connection) => {
      timeLeft()
      try {
        return read(await connection.query(text, values))
      } catch (error) {
        if (isSpoiling(error)) connection.spoil()
        throw error
      }
    })

/** On an owner's behalf, together with others while that is quick. */
export const onBehalfOf =
  (ownerId: string, { timeLeft, company, alone }: Turn<Company>): Send =>
  async (text, values, read) => {
    const errand = { text, values, ownerId, timeLeft, read }
    for (;;) {
      try {
        return await company().query(errand)
      } catch (error) {
        if (!(error instanceof PartCompany)) throw error
        await alone()
      }
    }
  }

/** Statements one after another, as long as the caller still waits. */
export const sessionOf = (send: Send, { meter, trace }: Observed): Session => {
  const all = async <Item>(query: Query<Item>): Promise<readonly Item[]> => {
    for (;;) {
      const ended = trace?.statement(query.sql)
      try {
        const items = await send(sentText(query.sql), query.values, (rows) =>
          rows.map((row) => query.parser.read(row)),
        )
        ended?.(null)
        return items
      } catch (error) {
        ended?.(error)
        if (!asksForRepetition(error)) throw asUnavailable(error)
        meter.statementRepeated()
      }
    }
  }
  return { all, maybe: async (query) => (await all(query))[0] ?? null }
}
