import { StorageUnavailable } from '@taskport/domain'
import { type GateMeter, noDatabaseMeter } from '../observation/database-meter.js'

export interface AdmissionGateOptions {
  /** How many pieces of work may run at once. */
  readonly capacity: number
  /**
   * How many more may wait for their turn; one more is turned away at once. So is one whose turn, at the pace of late, would come only
   * after its deadline: waiting in vain helps nobody.
   */
  readonly queueLength: number
  /** For how long a piece of work may wait and run, together, in milliseconds. */
  readonly deadlineMs: number
  /** How much longer work that is running may take to say how it ended, in milliseconds: the caller hears its verdict, not a guess. */
  readonly graceMs: number
  /** Absent: nothing is counted. */
  readonly meter?: GateMeter | undefined
}

/**
 * How many milliseconds of the deadline are left, at least 1; throws `StorageUnavailable` once it has passed, so that nothing is done late.
 * Work asks before each thing that it does: once it has asked, nobody knows what became of work that does not say it in time.
 */
export type TimeLeft = () => number

/** How much the latest piece of work counts in the average: some dozens of them make it, so that a better pace shows within moments. */
const latestWeight = 0.1

export interface AdmissionGate {
  /** @throws {StorageUnavailable} when there is no room, or when the deadline has passed, whatever the work does after it. */
  <T>(work: (timeLeft: TimeLeft) => Promise<T>): Promise<T>
  /** How many pieces of work run, and how many wait, at this moment. */
  load(): { readonly running: number; readonly waiting: number }
}

const unavailable = (message: string, isOutcomeUnknown = false) =>
  new StorageUnavailable(message, { retryAfterSeconds: 1, isOutcomeUnknown })

/**
 * Stands before the pool, whose own queue knows no deadline and runs statements whose callers are long gone. Work that is
 * still running at its deadline keeps its place until it ends, so that the pool behind never has more to do than `capacity`.
 */
export const admissionGate = ({
  capacity,
  queueLength,
  deadlineMs,
  graceMs,
  meter = noDatabaseMeter,
}: AdmissionGateOptions): AdmissionGate => {
  // Not a Set: one that is filled and emptied all the time leaves old tables behind, which keep what stood in them from the garbage
  // collector of the young; its work became several times as long.
  const waiting: (() => void)[] = []
  let running = 0
  let averageMs = 0

  const admitNext = () => {
    waiting.shift()?.()
  }

  const waitMs = () => ((waiting.length + 1) / capacity) * averageMs

  const enter = <T>(work: (timeLeft: TimeLeft) => Promise<T>): Promise<T> => {
    if (running >= capacity && waiting.length >= queueLength) {
      meter.turnedAway('queue-full')
      return Promise.reject(unavailable(`${capacity} requests run and ${queueLength} wait for the database`))
    }
    if (running >= capacity && waiting.length > 0 && waitMs() > deadlineMs) {
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
        timer = setTimeout(giveUp, Math.max(0, deadline - now + graceMs), 'deadline-running')
        meter.admitted((now - came) / 1_000)
        running += 1
        const run = async () => work(timeLeft)
        const leave = () => {
          clearTimeout(timer)
          running -= 1
          admitNext()
        }
        run().then(
          (result) => {
            // Only what was done says how long doing takes: after an outage the pace is that of before it.
            averageMs += latestWeight * (performance.now() - now - averageMs)
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

      if (running < capacity) start()
      else waiting.push(start)
    })
  }

  return Object.assign(enter, { load: () => ({ running, waiting: waiting.length }) })
}
