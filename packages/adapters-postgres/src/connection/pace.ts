/** How quickly work gets done of late. */
export interface Pace {
  /** A piece of work was done in so many milliseconds. Only what was done says how long doing takes: after an outage the pace is that of before it. */
  done(ms: number): void
  /** Whether so many that wait would wait longer than so many milliseconds for the last one's turn. */
  isTooSlow(waiting: number, withinMs: number): boolean
  /** How many pieces of work, at least 1, are done one after another within so many milliseconds. */
  countWithin(ms: number): number
}

/** How much the latest piece of work counts in the average: some dozens of them make it, so that a better pace shows within moments. */
const latestWeight = 0.1

/**
 * The pace of work of which `capacity` pieces go on at once, and up to `reserve` more beside those that are stuck. Whatever stands still for a moment
 * (this machine, the server's disk) makes all late that run just then, and says nothing of the next ones: an average would have told many of them to
 * go who would have been served within moments. So as many as may run at once are left out of the latest, the slowest, before anybody is judged by them.
 */
export const paceOf = (capacity: number, reserve: number): Pace => {
  const mostAtOnce = capacity + reserve
  const latest = new Float64Array(4 * mostAtOnce)
  let count = 0
  let averageMs = 0

  const ordinaryMs = (): number => {
    const known = latest.slice(0, Math.min(count, latest.length)).sort()
    const ordinary = known.subarray(0, Math.max(0, known.length - mostAtOnce))
    return ordinary.length === 0 ? 0 : ordinary.reduce((sum, ms) => sum + ms, 0) / ordinary.length
  }

  return {
    done: (ms) => {
      latest[count % latest.length] = ms
      count += 1
      averageMs += latestWeight * (ms - averageMs)
    },
    isTooSlow: (waiting, withinMs) => {
      const rounds = waiting / capacity
      // The average is at hand, and clears most; the other has to be reckoned up.
      return rounds * averageMs > withinMs && rounds * ordinaryMs() > withinMs
    },
    countWithin: (ms) => Math.max(1, Math.floor(ms / averageMs)),
  }
}
