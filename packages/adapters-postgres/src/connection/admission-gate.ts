import { StorageUnavailable } from '@taskport/domain'

export interface AdmissionGateOptions {
  /** How many pieces of work may run at once. */
  readonly capacity: number
  /** How many more may wait for their turn; one more is turned away at once. */
  readonly queueLength: number
  /** For how long a piece of work may wait and run, together, in milliseconds. */
  readonly deadlineMs: number
}

/** Throws `StorageUnavailable` once the caller has been told that the work failed, so that it does nothing late. */
export type StillWanted = () => void

/** @throws {StorageUnavailable} when there is no room, or when the deadline has passed, whatever the work does after it. */
export type AdmissionGate = <T>(work: (stillWanted: StillWanted) => Promise<T>) => Promise<T>

const unavailable = (message: string) => new StorageUnavailable(message, { retryAfterSeconds: 1 })

/**
 * Stands before the pool, whose own queue knows no deadline and runs statements whose callers are long gone. Work that is
 * still running at its deadline keeps its place until it ends, so that the pool behind never has more to do than `capacity`.
 */
export const admissionGate = ({ capacity, queueLength, deadlineMs }: AdmissionGateOptions): AdmissionGate => {
  const waiting = new Set<() => void>()
  let running = 0

  const admitNext = () => {
    for (const admit of waiting) {
      waiting.delete(admit)
      admit()
      return
    }
  }

  return (work) => {
    if (running >= capacity && waiting.size >= queueLength) {
      return Promise.reject(unavailable(`${capacity} requests run and ${queueLength} wait for the database`))
    }
    return new Promise((resolve, reject) => {
      let isWanted = true

      const start = () => {
        running += 1
        const run = async () =>
          work(() => {
            if (!isWanted) throw unavailable('The caller is gone')
          })
        run()
          .then(resolve, reject)
          .finally(() => {
            clearTimeout(timer)
            running -= 1
            admitNext()
          })
      }

      const timer = setTimeout(() => {
        isWanted = false
        waiting.delete(start)
        reject(unavailable(`The database did not answer within ${deadlineMs} ms`))
      }, deadlineMs)

      if (running < capacity) start()
      else waiting.add(start)
    })
  }
}
