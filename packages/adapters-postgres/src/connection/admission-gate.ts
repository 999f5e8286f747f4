import { StorageUnavailable } from '@taskport/domain'
import { type GateMeter, noDatabaseMeter } from '../observation/database-meter.js'
import { paceOf } from './pace.js'
import { placesFor } from './places.js'

export interface AdmissionGateOptions {
  /** How many pieces of work may run at once. */
  readonly capacity: number
  /** How many more may run while as many are stuck. Absent: none. */
  readonly reserve?: number | undefined
  /** Work that has run for so many milliseconds is stuck; needed with a reserve. */
  readonly stuckMs?: number | undefined
  /**
   * How many more may wait for their turn; one more is turned away at once. So is one whose turn, at the pace of late, would come only
   * after its deadline: waiting in vain helps nobody.
   */
  readonly queueLength: number
  /** For how long a piece of work may wait and run, together, in milliseconds. */
  readonly deadlineMs: number
  /**
   * How much longer work may take to say how it ended that has begun something, in milliseconds: the caller hears its verdict, not a guess.
   */
  readonly graceMs: number
  /** Absent: nothing is counted. */
  readonly meter?: GateMeter | undefined
}

/**
 * How many milliseconds of the deadline are left, at least 1; throws `StorageUnavailable` once it has passed, so that nothing is done late.
 * Work asks before each thing that it does: once it has asked, nobody knows what became of work that does not say it in time.
 */
export type TimeLeft = () => number

export interface AdmissionGate {
  /** @throws {StorageUnavailable} when there is no room, or when the deadline has passed, whatever the work does after it. */
  <T>(work: (timeLeft: TimeLeft) => Promise<T>): Promise<T>
  /** How many pieces of work run, and how many wait, at this moment. */
  load(): { readonly running: number; readonly waiting: number }
}

const unavailable = (message: string, isOutcomeUnknown = false) =>
  new StorageUnavailable(message, { retryAfterSeconds: 1, isOutcomeUnknown })

/**
 * Stands before the pool, which has no queue and no limit. Work that is still running at its deadline keeps its place until it ends, so that
 * the pool behind never has more to do than `capacity`, and a reserve for when work is stuck: on connections that have fallen silent, or
 * behind somebody's lock.
 */
export const admissionGate = ({
  capacity,
  reserve = 0,
  stuckMs = Number.POSITIVE_INFINITY,
  queueLength,
  deadlineMs,
  graceMs,
  meter = noDatabaseMeter,
}: AdmissionGateOptions): AdmissionGate => {
  // Not a Set: one that is filled and emptied all the time leaves old tables behind, which keep what stood in them from the garbage
  // collector of the young; its work became several times as long.
  const waiting: (() => void)[] = []
  const places = placesFor({ capacity, reserve, stuckMs })
  const pace = paceOf(capacity, reserve)
  let looking: NodeJS.Timeout | null = null

  const admit = () => {
    while (waiting.length > 0 && places.isFree()) waiting.shift()?.()
  }

  const look = () => {
    places.findStuck()
    admit()
    if (waiting.length > 0 || looking === null) return
    clearInterval(looking)
    looking = null
  }

  const wait = (start: () => void) => {
    waiting.push(start)
    // Those who wait have timers of their own, which keep the process alive.
    if (reserve > 0) looking ??= setInterval(look, stuckMs / 2).unref()
  }

  const enter = <T>(work: (timeLeft: TimeLeft) => Promise<T>): Promise<T> => {
    if (!places.isFree() && waiting.length >= queueLength) {
      meter.turnedAway('queue-full')
      return Promise.reject(unavailable(`${capacity} requests run and ${queueLength} wait for the database`))
    }
    if (!places.isFree() && waiting.length > 0 && pace.isTooSlow(waiting.length + 1, deadlineMs)) {
      meter.turnedAway('too-slow')
      return Promise.reject(
        unavailable(`${waiting.length} requests wait for a database that is too slow for more`),
      )
    }
    return new Promise((resolve, reject) => {
      const came = performance.now()
      const deadline = came + deadlineMs
      let isGivenUp = false
      let hasBegun = false
      const giveUp = (cause: 'deadline-waiting' | 'deadline-running') => {
        isGivenUp = true
        meter.turnedAway(cause)
        reject(unavailable(`The database did not answer within ${deadlineMs} ms`, hasBegun))
      }

      const giveUpRunning = () => {
        if (hasBegun) timer = setTimeout(giveUp, graceMs, 'deadline-running')
        else giveUp('deadline-running')
      }

      const timeLeft = () => {
        const left = Math.ceil(deadline - performance.now())
        if (left > 0 && !isGivenUp) {
          hasBegun = true
          return left
        }
        throw unavailable('The caller is gone')
      }

      const start = () => {
        const now = performance.now()
        clearTimeout(timer)
        timer = setTimeout(giveUpRunning, Math.max(0, deadline - now))
        meter.admitted((now - came) / 1_000)
        const place = places.take(now)
        const run = async () => work(timeLeft)
        const leave = () => {
          clearTimeout(timer)
          places.leave(place)
          admit()
        }
        run().then(
          (result) => {
            pace.done(performance.now() - now)
            resolve(result)
            leave()
          },
          (error: unknown) => {
            reject(error)
            leave()
          },
        )
      }

      let timer = setTimeout(() => {
        waiting.splice(waiting.indexOf(start), 1)
        giveUp('deadline-waiting')
      }, deadlineMs)

      if (places.isFree()) start()
      else wait(start)
    })
  }

  return Object.assign(enter, { load: () => ({ running: places.taken(), waiting: waiting.length }) })
}
