/** Where pieces of work run. */
export interface Place {
  /** By `performance.now()`. */
  readonly since: number
  /** How many pieces of work share it. */
  readonly members: number
  /** Its own, among those that are taken. */
  index: number
  isStuck: boolean
}

/** Places for work that goes on at once. */
export interface Places {
  /** How many are free. */
  free(): number
  /** How many pieces of work may go to free places now, however they share them. */
  room(): number
  take(now: number, members: number): Place
  leave(place: Place): void
  /** Looks who has been running for too long, beside whom others may run; answers whether there is anybody. */
  findStuck(): boolean
}

export interface PlacesOptions {
  readonly capacity: number
  /** How many pieces of work may run at once, those that are stuck not counted; as many as the capacity, or more. */
  readonly most: number
  /** How many more places there are while as many are taken by work that is stuck. */
  readonly reserve: number
  /** How long work runs until it counts as stuck, in milliseconds. */
  readonly stuckMs: number
}

/** Nothing is measured while places are free: work that is quick costs no more than numbers going up and down. */
export const placesFor = ({ capacity, most, reserve, stuckMs }: PlacesOptions): Places => {
  // Not a Set, for the reason that the waiting room is none.
  const taken: Place[] = []
  let stuck = 0
  let moving = 0

  const free = () => Math.max(0, capacity + Math.min(stuck, reserve) - taken.length)

  return {
    free,
    room: () => (free() === 0 ? 0 : Math.max(0, most - moving)),
    take: (now, members) => {
      const place = { since: now, members, index: taken.length, isStuck: false }
      taken.push(place)
      moving += members
      return place
    },
    leave: (place) => {
      const last = taken.pop()
      if (last !== undefined && last !== place) {
        taken[place.index] = last
        last.index = place.index
      }
      if (place.isStuck) stuck -= 1
      else moving -= place.members
    },
    findStuck: () => {
      const longAgo = performance.now() - stuckMs
      for (const place of taken) {
        if (place.isStuck || place.since > longAgo) continue
        place.isStuck = true
        stuck += 1
        moving -= place.members
      }
      return stuck > 0
    },
  }
}
