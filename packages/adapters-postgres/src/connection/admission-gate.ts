import { StorageUnavailable } from '@taskport/domain'
import { type GateMeter, noDatabaseMeter } from '../observation/database-meter.js'

export interface AdmissionGateOptions {
  /** How many pieces of work may run at once. */
  readonly capacity: number
  /** How many more may wait for their turn; one more is turned away at once. */
  readonly queueLength: number
  /** For how long a piece of work may wait and run, together, in milliseconds. */
  readonly deadlineMs: number
  /** How much longer work that is running may take to say how it ended, in milliseconds: the caller hears its verdict, not a guess. */
  readonly graceMs: number
  /** Absent: nothing is counted. */
  readonly meter?: GateMeter | undefined
}

/** How many milliseconds of the deadline are left, at least 1; throws `StorageUnavailable` once it has passed, so that nothing is done late. */
export type TimeLeft = () => number

export interface AdmissionGate {
  /** @throws {StorageUnavailable} when there is no room, or when the deadline has passed, whatever the work does after it. */
  <T>(work: (timeLeft: TimeLeft) => Promise<T>): Promise<T>
  /** How many pieces of work run, and how many wait, at this moment. */
  load(): { readonly running: number; readonly waiting: number }
}

const unavailable = (message: string) => new StorageUnavailable(message, { retryAfterSeconds: 1 })

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

  const admitNext = () => {
    waiting.shift()?.()
  }

  const enter = <T>(work: (timeLeft: TimeLeft) => Promise<T>): Promise<T> => {
    if (running >= capacity && waiting.length >= queueLength) {
      meter.turnedAway('queue-full')
      return Promise.reject(unavailable(`${capacity} requests run and ${queueLength} wait for the database`))
    }
    return new Promise((resolve, reject) => {
      const came = performance.now()
      const deadline = came + deadlineMs
      let isGivenUp = false
      const giveUp = (cause: 'deadline-waiting' | 'deadline-running') => {
        isGivenUp = true
        meter.turnedAway(cause)
        reject(unavailable(`The database did not answer within ${deadlineMs} ms`))
      }

      const timeLeft = () => {
        const left = Math.ceil(deadline - performance.now())
        if (left > 0 && !isGivenUp) return left
        throw unavailable('The caller is gone')
      }

      const start = () => {
        const now = performance.now()
        clearTimeout(timer)
        timer = setTimeout(giveUp, deadline - now + graceMs, 'deadline-running')
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
