import { StorageUnavailable } from '@taskport/domain'
import { type GateMeter, noDatabaseMeter } from '../observation/database-meter.js'
import { paceOf } from './pace.js'
import { placesFor } from './places.js'
import { type TimeLeft, type WorkDeadlineOptions, workDeadline } from './work-deadline.js'

export interface AdmissionGateOptions<Company> extends WorkDeadlineOptions {
  /** How many places there are for work that runs. */
  readonly capacity: number
  /** How many pieces of work that have waited may share a place. Absent: none does. */
  readonly mostTogether?: number | undefined
  /** They share it only as long as the work of all of them takes no longer than so many milliseconds, at the pace of late. Absent: always. */
  readonly togetherMs?: number | undefined
  /** What those have in common who share a place. */
  gather(): Company
  /** How many more places there are while work is stuck in as many. Absent: none. */
  readonly reserve?: number | undefined
  /** Work that has run for so many milliseconds is stuck; needed with a reserve. */
  readonly stuckMs?: number | undefined
  /**
   * How many more may wait for their turn; one more is turned away at once. So is one whose turn, at the pace of late, would come only
   * after its deadline: waiting in vain helps nobody.
   */
  readonly queueLength: number
  /** Absent: nothing is counted. */
  readonly meter?: GateMeter | undefined
}

/** The turn of a piece of work: its place, which it may share. */
export interface Turn<Company> {
  readonly timeLeft: TimeLeft
  company(): Company
  /** Leaves the others, and waits for a place of its own, ahead of all who have not begun. Nobody shares a place for a moment. */
  alone(): Promise<void>
}

export interface AdmissionGate<Company> {
  /**
   * @param isApart whether the work takes a place for itself, as others would have to wait for it
   * @throws {StorageUnavailable} when there is no room, or when the deadline has passed, whatever the work does after it.
   */
  <T>(work: (turn: Turn<Company>) => Promise<T>, isApart?: boolean): Promise<T>
  /** How many pieces of work run, and how many wait, at this moment. */
  load(): { readonly running: number; readonly waiting: number }
}

/** A place as one sees it who has it. */
interface Seat<Company> {
  readonly company: Company
  leave(hasDone: boolean): void
}

interface Entrant<Company> {
  readonly isApart: boolean
  /** It has had a place before, which it has left. */
  readonly hasBegun: boolean
  begin(seat: Seat<Company>, now: number): void
}

/** For how long nobody shares a place once some have parted, in milliseconds. */
const apartMs = 1_000

const unavailable = (message: string, isOutcomeUnknown = false): StorageUnavailable =>
  new StorageUnavailable(message, { retryAfterSeconds: 1, isOutcomeUnknown })

/**
 * Stands before the pool, which has no queue and no limit. Work that is still running at its deadline keeps its place until it ends, so that
 * the pool behind never has more to do than `capacity`, and a reserve for when work is stuck: on connections that have fallen silent, or
 * behind somebody's lock. Work that had to wait goes in together with those who wait behind it: the busier the places, the more share one. They share none
 * while work is slow: one after another they would wait for each other beside places that are free.
 */
export const admissionGate = <Company>({
  capacity,
  mostTogether = 1,
  togetherMs = Number.POSITIVE_INFINITY,
  gather,
  reserve = 0,
  stuckMs = Number.POSITIVE_INFINITY,
  queueLength,
  deadlineMs,
  graceMs,
  meter = noDatabaseMeter,
}: AdmissionGateOptions<Company>): AdmissionGate<Company> => {
  // Not a Set: one that is filled and emptied all the time leaves old tables behind, which keep what stood in them from the garbage
  // collector of the young; its work became several times as long.
  const waiting: Entrant<Company>[] = []
  const places = placesFor({ capacity, reserve, stuckMs })
  const pace = paceOf(capacity, reserve)
  let running = 0
  let apartUntil = 0
  let looking: NodeJS.Timeout | null = null

  const seat = (entrants: readonly Entrant<Company>[]) => {
    const now = performance.now()
    const place = places.take(now)
    let left = entrants.length
    let haveDone = false
    const shared = {
      company: gather(),
      leave: (hasDone: boolean) => {
        haveDone ||= hasDone
        left -= 1
        if (left > 0) return
        if (haveDone) pace.done((performance.now() - now) / entrants.length)
        places.leave(place)
        admit()
      },
    }
    for (const entrant of entrants) entrant.begin(shared, now)
  }

  /** How many of those who wait go in together next. */
  const together = (): number => {
    if (mostTogether === 1 || performance.now() < apartUntil) return 1
    const most = Math.min(mostTogether, pace.countWithin(togetherMs))
    const left = waiting.findIndex(({ isApart }, index) => isApart || index === most)
    return left === -1 ? waiting.length : Math.max(1, left)
  }

  const admit = () => {
    while (waiting.length > 0 && places.isFree()) seat(waiting.splice(0, together()))
  }

  const look = () => {
    places.findStuck()
    admit()
    if (waiting.length > 0 || looking === null) return
    clearInterval(looking)
    looking = null
  }

  /** Those who wait have timers of their own, which keep the process alive. */
  const lookOutForStuck = () => {
    if (reserve > 0) looking ??= setInterval(look, stuckMs / 2).unref()
  }

  const enter = <T>(work: (turn: Turn<Company>) => Promise<T>, isApart = false): Promise<T> => {
    if (!places.isFree() && waiting.length >= queueLength) {
      meter.turnedAway('queue-full')
      return Promise.reject(
        unavailable(`All ${capacity} places are taken, and ${queueLength} requests wait for the database`),
      )
    }
    if (!places.isFree() && waiting.length > 0 && pace.isTooSlow(waiting.length + 1, deadlineMs)) {
      meter.turnedAway('too-slow')
      return Promise.reject(
        unavailable(`${waiting.length} requests wait for a database that is too slow for more`),
      )
    }
    return new Promise((resolve, reject) => {
      const deadline = workDeadline({ deadlineMs, graceMs }, (cause, hasBegun) => {
        if (cause === 'deadline-waiting') waiting.splice(waiting.indexOf(entrant), 1)
        meter.turnedAway(cause)
        reject(unavailable(`The database did not answer within ${deadlineMs} ms`, hasBegun))
      })
      const begin = (seatTaken: Seat<Company>, now: number) => {
        meter.admitted(deadline.begin(now) / 1_000)
        running += 1
        let own = seatTaken
        const alone = () =>
          new Promise<void>((sit) => {
            apartUntil = performance.now() + apartMs
            const first = waiting.findIndex(({ hasBegun }) => !hasBegun)
            waiting.splice(first === -1 ? waiting.length : first, 0, {
              isApart: true,
              hasBegun: true,
              begin: (place) => {
                own = place
                sit()
              },
            })
            lookOutForStuck()
            own.leave(false)
            admit()
          })
        const run = async () => work({ timeLeft: deadline.timeLeft, company: () => own.company, alone })
        const end = (hasDone: boolean) => {
          deadline.end()
          running -= 1
          own.leave(hasDone)
        }
        run().then(
          (result) => {
            resolve(result)
            end(true)
          },
          (error: unknown) => {
            reject(error)
            end(false)
          },
        )
      }

      const entrant = { isApart, hasBegun: false, begin }
      if (places.isFree()) return seat([entrant])
      waiting.push(entrant)
      lookOutForStuck()
    })
  }

  return Object.assign(enter, { load: () => ({ running, waiting: waiting.length }) })
}
