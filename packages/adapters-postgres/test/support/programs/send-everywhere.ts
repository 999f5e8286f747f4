import { isDeepStrictEqual } from 'node:util'
import type { Answer, PlainTask } from './answer.js'
import type { Command } from './command.js'
import { secondAnswer } from './second-answer.js'
import type { Asked, Side } from './side.js'
import { wholeAnswer } from './transcript.js'

/** How often each command is sent: `again` waits for the first answer, `at once` does not. */
export type Sending = 'once' | 'again' | 'at once'

/** What must come of a command. */
export interface Expectation {
  /** Of the first time that it is sent. */
  readonly answer: Answer
  /** All tasks that the owner of a feed has afterwards. */
  readonly stored: readonly PlainTask[]
}

const sendBy: Record<Sending, (side: Side, command: Command) => Promise<Asked[]>> = {
  once: async (side, command) => [await side.ask(command)],
  again: async (side, command) => [await side.ask(command), await side.ask(command)],
  'at once': (side, command) => Promise.all([side.ask(command), side.ask(command)]),
}

const byId = (a: PlainTask, b: PlainTask): number => (a.id < b.id ? -1 : 1)

/** What of a client's tasks is to be exactly what is stored: its copies of what was forgotten since may stay in its trash. */
const heldByClient = (client: readonly PlainTask[], stored: readonly PlainTask[]): PlainTask[] =>
  client.filter(({ id, deletedAt }) => deletedAt === null || stored.some((task) => task.id === id)).sort(byId)

const compare = (what: string, expected: unknown, got: unknown): string | null =>
  isDeepStrictEqual(got, expected)
    ? null
    : `${what}\n  expected: ${wholeAnswer(expected)}\n  but got:  ${wholeAnswer(got)}`

const firstDifference = (
  asked: readonly Asked[],
  answers: readonly Answer[],
  stored: readonly PlainTask[],
): string | null => {
  const inOrder = [...stored].sort(byId)
  const differences = asked.flatMap(({ answer, client }, index) => [
    compare('answered otherwise', answers[index], answer),
    client === undefined
      ? null
      : compare('its client is not up to date', inOrder, heldByClient(client, inOrder)),
  ])
  return differences.find((difference) => difference !== null) ?? null
}

/** Sends a command to every side, and says how one differs from what is expected; null when none does. */
export const sendEverywhere = async (
  sides: readonly Side[],
  command: Command,
  sending: Sending,
  { answer, stored }: Expectation,
): Promise<{ readonly difference: string | null; readonly first: readonly (Asked | undefined)[] }> => {
  const answers = sending === 'once' ? [answer] : [answer, secondAnswer(command, answer)]
  const asked = await Promise.all(sides.map((side) => sendBy[sending](side, command)))
  const differences = sides.map(({ name }, index) => {
    const given = asked[index] ?? []
    // Of two at once, either may have been the first.
    const isTurned = sending === 'at once' && !isDeepStrictEqual(given[0]?.answer, answer)
    const difference = firstDifference(isTurned ? given.toReversed() : given, answers, stored)
    return difference === null ? null : `${name}: ${difference}`
  })
  return {
    difference: differences.find((difference) => difference !== null) ?? null,
    first: asked.map(([first]) => first),
  }
}
