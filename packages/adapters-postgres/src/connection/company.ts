import type { ConnectionPool } from './connection-pool.js'
import { isSpoiling, isTimedOut } from './database-fault.js'
import type { PgConnection } from './pg-connection.js'
import type { Row } from './row.js'
import type { TimeLeft } from './work-deadline.js'

/** A statement that somebody sends on an owner's behalf. */
export interface Errand<T> {
  readonly text: string
  readonly values: readonly unknown[]
  readonly ownerId: string
  readonly timeLeft: TimeLeft
  /** @throws {TypeError | RangeError} when the rows are not what it expects */
  read(rows: readonly Row[]): T
}

/** Those who share a place: what they ask at the same time is one trip to the database. */
export interface Company {
  /**
   * Rejects as `timeLeft`, opening a connection and the server do, or with `PartCompany` when the trip took so long that
   * everybody has to go alone; nothing was written then.
   */
  query<T>(errand: Errand<T>): Promise<T>
}

/** A trip of several was too slow for them to wait for one another, and was undone. */
export class PartCompany extends Error {
  constructor(cause: unknown) {
    super('A trip of several statements took too long', { cause })
    this.name = 'PartCompany'
  }
}

/** An errand whose rows are read when it ends. */
interface Traveller {
  readonly errand: Omit<Errand<unknown>, 'read'>
  /** Answers whether its rows could be read. */
  arrive(rows: readonly Row[]): boolean
  fail(error: unknown): void
}

interface Present {
  readonly traveller: Traveller
  readonly timeLeftMs: number
}

/** In one order everywhere, so that no two trips wait for each other's owners in a circle. */
const byOwner = (one: Traveller, other: Traveller): number => {
  if (one.errand.ownerId === other.errand.ownerId) return 0
  return one.errand.ownerId < other.errand.ownerId ? -1 : 1
}

/**
 * Sends statements of those who share a place together, in one transaction, while their turns come at the same time; one who asks while
 * the others travel waits for their return. If the server refuses one of the statements, whoever sent it hears so, and the others go again
 * without it. None may hold the others up: of several none may take longer than `quickMs`, at somebody's lock for instance, or all part.
 */
export const companyOn = ({ connect }: Pick<ConnectionPool, 'connect'>, quickMs: number): Company => {
  let waiting: Traveller[] = []
  let isUnderWay = false

  const whoIsPresent = (travellers: readonly Traveller[]): Present[] => {
    const present: Present[] = []
    for (const traveller of travellers) {
      try {
        present.push({ traveller, timeLeftMs: traveller.errand.timeLeft() })
      } catch (error) {
        traveller.fail(error)
      }
    }
    return present
  }

  /** Answers how to tell them, which is done once the connection can be used by whomever that lets in. */
  const travel = async (connection: PgConnection, travellers: readonly Traveller[]): Promise<() => void> => {
    const present = whoIsPresent(travellers)
    if (present.length === 0) return () => {}
    const isShared = present.length > 1
    const end = await connection.travel(
      present.map(({ traveller: { errand }, timeLeftMs }) => ({
        text: errand.text,
        values: errand.values,
        ownerId: errand.ownerId,
        timeLeftMs: isShared ? Math.min(timeLeftMs, quickMs) : timeLeftMs,
      })),
      Math.max(...present.map(({ timeLeftMs }) => timeLeftMs)),
    )
    if ('rows' in end) {
      return () => {
        for (const [index, { traveller }] of present.entries())
          if (!traveller.arrive(end.rows[index] ?? [])) connection.spoil()
      }
    }
    const { error, failed } = end
    const isTimeUp = isShared && isTimedOut(error)
    // One whose own deadline it was is refused alone, like any other.
    const isTooSlow = isTimeUp && (failed === null || (present[failed]?.timeLeftMs ?? 0) >= quickMs)
    if (!isTimeUp && isSpoiling(error)) connection.spoil()
    return () => {
      for (const [index, { traveller }] of present.entries()) {
        if (isTooSlow) traveller.fail(new PartCompany(error))
        else if (failed === null || index === failed) traveller.fail(error)
        else waiting.push(traveller)
      }
    }
  }

  const depart = async (): Promise<void> => {
    const travellers = waiting
    waiting = []
    if (travellers.length > 1) travellers.sort(byOwner)
    try {
      const tell = await connect((connection) => travel(connection, travellers))
      tell()
    } catch (error) {
      for (const { fail } of travellers) fail(error)
    }
    if (waiting.length > 0) process.nextTick(depart)
    else isUnderWay = false
  }

  return {
    query: (errand) =>
      new Promise((resolve, reject) => {
        waiting.push({
          errand,
          arrive: (rows) => {
            try {
              resolve(errand.read(rows))
              return true
            } catch (error) {
              reject(error)
              return false
            }
          },
          fail: reject,
        })
        if (isUnderWay) return
        isUnderWay = true
        // Once all have asked whose turn has come at this moment.
        process.nextTick(depart)
      }),
  }
}
