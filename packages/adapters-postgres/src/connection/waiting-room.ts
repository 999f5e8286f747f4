import type { Pace } from './pace.js'

/** How pieces of work share places. */
export interface Sharing {
  /** How many may share a place. */
  readonly most: number
  /** How many may run at once, at all places together, those that are stuck not counted. */
  readonly mostAtOnce: number
  /** They share it only as long as the work of all of them takes no longer than so many milliseconds, at the pace of late. */
  readonly togetherMs: number
  /** For how long the first one waits for others to share a free place with, in milliseconds, while some that share are under way. */
  readonly patienceMs: number
}

/** Who waits for a place. */
export interface Waiting {
  /** It takes a place for itself. */
  readonly isApart: boolean
  /** By `performance.now()`. */
  readonly cameMs: number
  /** It has had a place before, which it has left. */
  readonly hasBegun: boolean
}

/** Those who wait, in the order of their coming; those who have begun before the others. */
export interface WaitingRoom<Entrant extends Waiting> {
  count(): number
  add(entrant: Entrant): void
  remove(entrant: Entrant): void
  /** Those who go in next, to one place: at least one, and no more than there is room for. */
  next(room: number): readonly Entrant[]
  /** For how many milliseconds the next ones are to wait for more who would share their place; 0: no longer. */
  patienceMs(): number
  /** Nobody shares a place for a moment, as some work is slow: those who share one would hold each other up. */
  part(): void
}

/** How long that moment is, in milliseconds. */
const apartMs = 1_000

export const waitingRoom = <Entrant extends Waiting>(
  sharing: Sharing | undefined,
  pace: Pace,
): WaitingRoom<Entrant> => {
  // Not a Set: one that is filled and emptied all the time leaves old tables behind, which keep what stood in them from the garbage
  // collector of the young; its work became several times as long.
  const waiting: Entrant[] = []
  let apartUntil = 0

  const most = (): number =>
    sharing === undefined || performance.now() < apartUntil
      ? 1
      : Math.min(sharing.most, pace.countWithin(sharing.togetherMs))

  return {
    count: () => waiting.length,
    add: (entrant) => {
      if (!entrant.hasBegun) waiting.push(entrant)
      else waiting.splice(waiting.filter(({ hasBegun }) => hasBegun).length, 0, entrant)
    },
    remove: (entrant) => {
      waiting.splice(waiting.indexOf(entrant), 1)
    },
    next: (room) => {
      const count = Math.min(room, most())
      const end = waiting.findIndex(({ isApart }, index) => isApart || index === count)
      return waiting.splice(0, end === -1 ? waiting.length : Math.max(1, end))
    },
    patienceMs: () => {
      const [first] = waiting
      if (sharing === undefined || first === undefined || first.isApart || waiting.length >= most()) return 0
      return Math.max(0, first.cameMs + sharing.patienceMs - performance.now())
    },
    part: () => {
      apartUntil = performance.now() + apartMs
    },
  }
}
