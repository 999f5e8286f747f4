import type { HttpMeter } from '../../src/index.js'

/** A meter that keeps what it is told, the oldest first, without how long anything took. */
export const recordedMeter = () => {
  const told: unknown[][] = []
  const meter: HttpMeter = {
    requestBegan: () => told.push(['began']),
    requestEnded: ({ method, route, status, seconds }) => {
      if (!(seconds >= 0 && seconds < 60)) throw new RangeError(`A request took ${seconds} s`)
      told.push(['ended', method, route, status])
    },
    tokenRefused: (reason) => told.push(['token refused', reason]),
    tokenNotJudged: (reason) => told.push(['token not judged', reason]),
    rateExceeded: (limit) => told.push(['rate exceeded', limit]),
    connectionRefused: (status) => told.push(['connection refused', status]),
    connectionCut: () => told.push(['connection cut']),
  }
  return { meter, told }
}
