/** Where a piece of work runs. */
export interface Place {
  /** By `performance.now()`. */
  readonly since: number
  /** Its own, among those that are taken. */
  index: number
  isStuck: boolean
}

/** Places for work that goes on at once. */
export interface Places {
  /** How many are free. */
  free(): number
  take(now: number): Place
  leave(place: Place): void
  taken(): number
  /** Looks who has been running for too long, beside whom others may run; answers whether there is anybody. */
  findStuck(): boolean
}

export interface PlacesOptions {
  readonly capacity: number
  /** How many more there are while as many are taken by work that is stuck. */
  readonly reserve: number
  /** How long work runs until it counts as stuck, in milliseconds. */
  readonly stuckMs: number
}

/** Nothing is measured while places are free: work that is quick costs no more than a number going up and down. */
export const placesFor = ({ capacity, reserve, stuckMs }: PlacesOptions): Places => {
  // Not a Set, for the reason that the gate's queue is none.
  const taken: Place[] = []
  let stuck = 0

  return {
    free: () => Math.max(0, capacity + Math.min(stuck, reserve) - taken.length),
    take: (now) => {
      const place = { since: now, index: taken.length, isStuck: false }
      taken.push(place)
      return place
    },
    leave: (place) => {
      const last = taken.pop()
      if (last !== undefined && last !== place) {
        taken[place.index] = last
        last.index = place.index
      }
      if (place.isStuck) stuck -= 1
    },
    taken: () => taken.length,
    findStuck: () => {
      const longAgo = performance.now() - stuckMs
      for (const place of taken) {
        if (place.isStuck || place.since > longAgo) continue
        place.isStuck = true
        stuck += 1
      }
      return stuck > 0
    },
  }
}
