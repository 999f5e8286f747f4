import { StorageUnavailable } from '@taskport/domain'
import { type GateMeter, noDatabaseMeter } from '../observation/database-meter.js'
import { lookout } from './lookout.js'
import { paceOf } from './pace.js'
import { placesFor } from './places.js'
import { type Seat, type Turn, takeTurn } from './turn.js'
import { type Sharing, type Waiting, waitingRoom } from './waiting-room.js'
import { type WorkDeadlineOptions, workDeadline } from './work-deadline.js'

export interface AdmissionGateOptions<Company> extends WorkDeadlineOptions {
  /** How many places there are for work that runs. */
  readonly capacity: number
  /** Absent: nobody shares a place. */
  readonly sharing?: Sharing | undefined
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

export interface AdmissionGate<Company> {
  /**
   * @param isApart whether the work takes a place for itself, as others would have to wait for it
   * @throws {StorageUnavailable} when there is no room, or when the deadline has passed, whatever the work does after it.
   */
  <T>(work: (turn: Turn<Company>) => Promise<T>, isApart?: boolean): Promise<T>
  /** How many pieces of work run, and how many wait, at this moment. */
  load(): { readonly running: number; readonly waiting: number }
}

interface Entrant<Company> extends Waiting {
  begin(seat: Seat<Company>, now: number): void
}

const unavailable = (message: string, isOutcomeUnknown = false): StorageUnavailable =>
  new StorageUnavailable(message, { retryAfterSeconds: 1, isOutcomeUnknown })

/**
 * Stands before the pool, which has no queue and no limit. Work that is still running at its deadline keeps its place until it ends, so that
 * the pool behind never has more to do than `capacity`, and a reserve for when work is stuck: on connections that have fallen silent, or
 * behind somebody's lock. Work that comes at one moment, or had to wait, goes in together: the busier the places, the more share one. They share
 * none while work is slow: one after another they would wait for each other beside places that are free.
 */
export const admissionGate = <Company>({
  capacity,
  sharing,
  gather,
  reserve = 0,
  stuckMs = Number.POSITIVE_INFINITY,
  queueLength,
  deadlineMs,
  graceMs,
  meter = noDatabaseMeter,
}: AdmissionGateOptions<Company>): AdmissionGate<Company> => {
  const places = placesFor({ capacity, most: sharing?.mostAtOnce ?? capacity, reserve, stuckMs })
  const pace = paceOf(capacity, reserve)
  const waiting = waitingRoom<Entrant<Company>>(sharing, pace)
  let running = 0
  let sharedPlaces = 0
  let isAdmitting = false
  let isWaitingForMore = false

  const seatTogether = (entrants: readonly Entrant<Company>[]) => {
    const now = performance.now()
    const place = places.take(now, entrants.length)
    const isToShare = entrants.every(({ isApart }) => !isApart)
    if (isToShare) sharedPlaces += 1
    let left = entrants.length
    running += left
    let haveDone = false
    const shared = {
      company: gather(),
      leave: (hasDone: boolean) => {
        haveDone ||= hasDone
        left -= 1
        running -= 1
        if (left > 0) return
        if (isToShare) sharedPlaces -= 1
        if (haveDone) pace.done((performance.now() - now) / entrants.length)
        places.leave(place)
        admitNext()
      },
    }
    for (const entrant of entrants) entrant.begin(shared, now)
  }

  const admit = () => {
    while (waiting.count() > 0 && places.room() > 0) {
      const patienceMs = sharedPlaces === 0 ? 0 : waiting.patienceMs()
      if (patienceMs > 0) {
        if (!isWaitingForMore) setTimeout(admitThoseWhoWaited, patienceMs).unref()
        isWaitingForMore = true
        return
      }
      seatTogether(waiting.next(places.room()))
    }
    if (waiting.count() > 0) lookOutForStuck()
  }

  const admitThoseWhoWaited = () => {
    isWaitingForMore = false
    admit()
  }

  /** Where places are shared, once all that has come to the process at this moment is heard. */
  const admitNext = () => {
    if (sharing === undefined) return admit()
    if (isAdmitting || waiting.count() === 0) return
    isAdmitting = true
    setImmediate(() => {
      isAdmitting = false
      admit()
    })
  }

  /** Those who wait have timers of their own, which keep the process alive. */
  const lookForStuck = lookout(stuckMs / 2, () => {
    if (places.findStuck()) waiting.part()
    admit()
    return waiting.count() > 0
  })
  const lookOutForStuck = () => {
    if (reserve > 0) lookForStuck()
  }

  const enter = <T>(work: (turn: Turn<Company>) => Promise<T>, isApart = false): Promise<T> => {
    const queued = waiting.count() - places.free()
    if (queued >= queueLength) {
      meter.turnedAway('queue-full')
      return Promise.reject(
        unavailable(`All ${capacity} places are taken, and ${queueLength} requests wait for the database`),
      )
    }
    if (queued > 0 && pace.isTooSlow(queued + 1, deadlineMs)) {
      meter.turnedAway('too-slow')
      return Promise.reject(unavailable(`${queued} requests wait for a database that is too slow for more`))
    }
    return new Promise((resolve, reject) => {
      const deadline = workDeadline({ deadlineMs, graceMs }, (cause, hasBegun) => {
        if (cause === 'deadline-waiting') waiting.remove(entrant)
        meter.turnedAway(cause)
        reject(unavailable(`The database did not answer within ${deadlineMs} ms`, hasBegun))
      })
      const begin = (seat: Seat<Company>, now: number) => {
        meter.admitted(deadline.begin(now) / 1_000)
        const { timeLeft, cameMs } = deadline
        takeTurn(work, {
          seat,
          timeLeft,
          waitAlone: (sit) => {
            waiting.part()
            waiting.add({ isApart: true, cameMs, hasBegun: true, begin: sit })
            admitNext()
          },
        }).then(
          (result) => {
            deadline.end()
            resolve(result)
          },
          (error: unknown) => {
            deadline.end()
            reject(error)
          },
        )
      }

      const entrant = { isApart, cameMs: deadline.cameMs, hasBegun: false, begin }
      waiting.add(entrant)
      admitNext()
    })
  }

  return Object.assign(enter, { load: () => ({ running, waiting: waiting.count() }) })
}
