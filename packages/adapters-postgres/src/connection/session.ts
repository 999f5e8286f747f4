import type { DatabaseMeter } from '../observation/database-meter.js'
import type { WorkTrace } from '../observation/work-tracer.js'
import type { TimeLeft } from './admission-gate.js'
import { asksForRepetition, asUnavailable, isHarmless } from './database-fault.js'
import type { PgConnection } from './pg-connection.js'
import type { Query } from './query.js'

/** Statements one after another on one connection, each committed by itself. */
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

/** Statements on one connection, as long as the caller still waits; the connection is spoilt by one that fails for good. */
export const sessionOn = (
  connection: PgConnection,
  ownerId: string | null,
  timeLeft: TimeLeft,
  { meter, trace }: Observed,
): Session => {
  const all = async <Item>(query: Query<Item>): Promise<readonly Item[]> => {
    for (;;) {
      const timeLeftMs = timeLeft()
      const ended = trace?.statement(query.sql)
      try {
        const behalf = ownerId === null ? null : { ownerId, timeLeftMs }
        const rows = await connection.query(sentText(query.sql), query.values, behalf)
        const items = rows.map((row) => query.parser.read(row))
        ended?.(null)
        return items
      } catch (error) {
        ended?.(error)
        if (asksForRepetition(error)) {
          meter.statementRepeated()
          continue
        }
        if (!isHarmless(error)) connection.spoil()
        throw asUnavailable(error)
      }
    }
  }
  return { all, maybe: async (query) => (await all(query))[0] ?? null }
}
