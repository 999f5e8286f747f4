/** The median of several runs and how they spread. */
export interface Measured {
  readonly median: number
  readonly fastest: number
  readonly slowest: number
}

/** How long it takes, in milliseconds; the first two of `runs + 2` do not count. */
export const medianMs = async (work: () => Promise<unknown>, runs = 15): Promise<Measured> => {
  const times: number[] = []
  for (let run = 0; run < runs + 2; run += 1) {
    const start = performance.now()
    await work()
    times.push(performance.now() - start)
  }
  const sorted = times.slice(2).sort((a, b) => a - b)
  const at = (share: number) => sorted[Math.round(share * (sorted.length - 1))] ?? Number.NaN
  return { median: at(0.5), fastest: at(0), slowest: at(1) }
}
