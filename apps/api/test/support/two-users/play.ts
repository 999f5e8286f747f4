import { randomUUID } from 'node:crypto'
import { type Entry, openPlayer, type Player } from './player.js'
import type { Program, Step } from './step.js'
import { standIns, type Theirs } from './theirs.js'
import { freshUserIds } from './user-ids.js'

/** What one user asked and was answered. */
export type Transcript = readonly Entry[]

/** The ids that users of a run choose from, in the order of their first letters; nobody has had them before. */
const freshIds = (): string[] => ['b', 'c', 'd'].map((letter) => randomUUID().replace(/^./, letter))

/** What was played, for the runs alone and for a reader. */
export interface Together {
  readonly userIds: readonly [string, string]
  readonly transcripts: readonly [Transcript, Transcript]
  /** Who did what, in the order of the program. */
  readonly script: readonly (Entry & { readonly who: 0 | 1; readonly isTogether: boolean })[]
  /** What the other user had before each step. */
  readonly theirs: readonly Theirs[]
}

/** Steps in groups that are sent at once: two at most, of different users. */
const groupsOf = (steps: readonly Step[]): Step[][] => {
  const groups: Step[][] = []
  for (const step of steps) {
    const last = groups.at(-1)
    const [first] = last ?? []
    if (last?.length === 1 && first?.isTogether && first.who !== step.who) last.push(step)
    else groups.push([step])
  }
  return groups
}

/** Two new users play a program between them. */
export const playTogether = async (address: string, { kind, steps }: Program): Promise<Together> => {
  const userIds = freshUserIds(kind)
  const chosenIds = freshIds()
  const players: readonly [Player, Player] = [
    openPlayer({ address, userId: userIds[0], chosenIds }),
    openPlayer({ address, userId: userIds[1], chosenIds }),
  ]
  const script: (Entry & { readonly who: 0 | 1; readonly isTogether: boolean })[] = []
  const theirs: Theirs[] = []
  for (const group of groupsOf(steps)) {
    const offers = group.map(({ who, which }) => players[who === 0 ? 1 : 0].theirs(which))
    theirs.push(...offers)
    const entries = await Promise.all(
      group.map(async (step, index) => {
        const offer = offers[index]
        if (offer === undefined) throw new Error('Every step has an offer')
        const isTogether = group.length > 1 && index === 0
        return { who: step.who, isTogether, ...(await players[step.who].play(step, offer)) }
      }),
    )
    script.push(...entries)
  }
  const ends = await Promise.all([players[0].readAll(), players[1].readAll()])
  const transcriptOf = (who: 0 | 1): Transcript => [
    ...script.filter((entry) => entry.who === who),
    ...ends[who],
  ]
  return { userIds, transcripts: [transcriptOf(0), transcriptOf(1)], script, theirs }
}

/** A new user plays one part of a program, and the other user does nothing. */
export const playAlone = async (
  address: string,
  { kind, steps }: Program,
  who: 0 | 1,
  theirs: readonly Theirs[],
): Promise<Transcript> => {
  const player = openPlayer({ address, userId: freshUserIds(kind)[who], chosenIds: freshIds() })
  const standIn = standIns()
  const entries: Entry[] = []
  for (const [index, step] of steps.entries()) {
    const offer = theirs[index]
    if (step.who === who && offer !== undefined) entries.push(await player.play(step, standIn(offer)))
  }
  return [...entries, ...(await player.readAll())]
}
