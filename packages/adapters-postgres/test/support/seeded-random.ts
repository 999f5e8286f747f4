/** Choices that are the same for the same seed, in the order they are asked for. */
export interface SeededRandom {
  /** An integer from 0 to `count - 1`. */
  below(count: number): number
  /** @throws {RangeError} when there is nothing to choose from. */
  pick<T>(choices: readonly T[]): T
}

/** The generator "mulberry32"; the seed is a 32-bit integer. */
export const seededRandom = (seed: number): SeededRandom => {
  let state = seed
  const below = (count: number): number => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) % count
  }
  const pick = <T>(choices: readonly T[]): T => {
    for (const choice of choices.slice(below(choices.length))) return choice
    throw new RangeError('There is nothing to choose from')
  }
  return { below, pick }
}
