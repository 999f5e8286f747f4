import type { Answer } from './answer.js'
import type { ProgramClock } from './clock.js'
import type { ChangesCommand, Command, ListCommand } from './command.js'
import type { Model } from './model.js'
import type { Step } from './request.js'
import { resolve } from './resolve.js'
import { type Expectation, type Sending, sendEverywhere } from './send-everywhere.js'
import type { Side } from './side.js'
import { answerWords, commandLine } from './transcript.js'

/** Where a program runs. All of it is used for one program alone. */
export interface Stage {
  readonly clock: ProgramClock
  readonly ownerIds: readonly string[]
  readonly model: Model
  readonly sides: readonly Side[]
  readonly sending: Sending
}

/** That a side answered something else than the model; the message is the program up to there. */
export class ProgramDifference extends Error {}

/** Everything there is to read of an owner: complete lists, the trash, the feed from its beginning, which shows if there are any. */
const readsOf = (ownerId: string, hasTasks: boolean): Command[] => [
  { do: 'list', query: { ownerId }, after: null },
  { do: 'changes', ownerId, limit: undefined, since: null },
  ...(hasTasks
    ? ([
        { do: 'list', query: { ownerId, sort: 'title', order: 'asc' }, after: null },
        { do: 'list', query: { ownerId, isDeleted: true }, after: null },
      ] as const)
    : []),
]

/** Runs a program on every side and the model at once, then reads everything. @throws {ProgramDifference} */
export const runProgram = async (steps: readonly Step[], stage: Stage): Promise<void> => {
  const { clock, ownerIds, model, sides, sending } = stage
  const lines: (() => string)[] = []
  const requested: Command[] = []
  const places: ListCommand[] = []
  const marks: ChangesCommand[] = []

  const execute = (command: Command): Expectation & { line: () => string } => {
    const answer = model.execute(command)
    const now = clock.now()
    return {
      answer,
      stored: command.do === 'changes' ? model.stored(command.ownerId) : [],
      line: () => `${now} ${commandLine(command)} -> ${answerWords(answer)}`,
    }
  }

  const differs = (difference: string, ...end: string[]) =>
    new ProgramDifference([...lines.map((line) => line()), ...end, difference].join('\n'))

  const perform = async (command: Command): Promise<Answer> => {
    const expectation = execute(command)
    const { answer, line } = expectation
    lines.push(line)
    const { difference, first } = await sendEverywhere(sides, command, sending, expectation)
    if (difference !== null) throw differs(difference)
    for (const [index, side] of sides.entries()) {
      const asked = first[index]
      if (asked !== undefined) side.keep(asked)
    }
    if (command.do === 'list' && answer.kind === 'list' && answer.next !== null) places.push(command)
    if (command.do === 'changes' && answer.kind === 'changes') marks.push(command)
    return answer
  }

  /** The page behind the one that was just answered; null when there is none. */
  const nextPage = (command: Command, answer: Answer): Command | null => {
    if (command.do === 'list' && answer.kind === 'list' && answer.next !== null) {
      return { ...command, after: places.length - 1 }
    }
    return command.do === 'changes' && answer.kind === 'changes' && answer.hasMore
      ? { ...command, since: marks.length - 1 }
      : null
  }

  for (const { wait, request } of steps) {
    clock.move(wait)
    const command = resolve({ model, ownerIds, commands: requested, places, marks }, request)
    requested.push(command)
    let next = nextPage(command, await perform(command))
    while ('toTheEnd' in request && request.toTheEnd && next !== null) {
      next = nextPage(next, await perform(next))
    }
  }

  const reads = ownerIds.flatMap((ownerId) => readsOf(ownerId, model.stored(ownerId).length > 0))
  const catchUps = marks.map((page, since): Command => ({ ...page, limit: undefined, since }))
  await Promise.all(
    [...reads, ...catchUps].map(async (command) => {
      const expectation = execute(command)
      const { difference } = await sendEverywhere(sides, command, 'once', expectation)
      if (difference !== null) throw differs(difference, 'In the end:', expectation.line())
    }),
  )
}
