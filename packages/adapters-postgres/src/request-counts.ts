import { createHash } from 'node:crypto'
import { sql } from 'slonik'
import type { Database } from './connection/database.js'
import { integer, rowReader } from './connection/row.js'
import type { Session } from './connection/session.js'

/** How often a caller has asked in the present window of time, this time included, and when that window ends. */
export interface RequestCount {
  readonly count: number
  /** In how many milliseconds the window ends; above 0. */
  readonly remainingMs: number
}

/** Counts requests for all instances on one database. */
export interface RequestCounts {
  /**
   * Counts one more for a caller, in a window of `windowMs` that begins with the first. Callers are told apart by `key`, any
   * text, which is not kept. Rejects with `StorageUnavailable` when the database does not answer in time.
   */
  add(key: string, windowMs: number): Promise<RequestCount>
}

const countRow = rowReader((row) => ({
  count: integer(row, 0),
  remainingMs: integer(row, 1),
}))

const nothing = rowReader(() => null)

const addOne = (session: Session, key: string, windowMs: number) =>
  session.maybe(sql.type(countRow)`
    insert into request_counts (key, count, window_ends_at)
    values (${key}, 1, now() + ${windowMs} * interval '1 millisecond')
    on conflict (key) do update set
      count = case when request_counts.window_ends_at > now() then request_counts.count + 1 else 1 end,
      window_ends_at = case
        when request_counts.window_ends_at > now() then request_counts.window_ends_at
        else excluded.window_ends_at
      end
    returning count, ceil(1000 * extract(epoch from window_ends_at - now()))::bigint as remaining_ms`)

const forgottenAtOnce = 1_000

const forgetEnded = (session: Session) =>
  session.all(sql.type(nothing)`
    delete from request_counts
    where key in (
      select key from request_counts
      where window_ends_at < now()
      order by window_ends_at
      limit ${forgottenAtOnce}
      for update skip locked
    )`)

/** One in so many additions sweeps out windows that have ended: ten times as many as can have come meanwhile. */
const additionsPerSweep = 100

/** Keeps the counts in a table that holds little more than the callers of the last window. */
export const postgresRequestCounts = ({ runForAll }: Database): RequestCounts => {
  let additions = 0
  return {
    add: (key, windowMs) =>
      runForAll(async (session) => {
        const counted = await addOne(session, createHash('sha256').update(key).digest('base64url'), windowMs)
        additions += 1
        if (additions % additionsPerSweep === 0) await forgetEnded(session)
        return counted ?? { count: 1, remainingMs: windowMs }
      }),
  }
}
