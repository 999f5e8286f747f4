import fc from 'fast-check'
import { playAlone, playTogether, type Together, type Transcript } from './play.js'
import { type Program, programs } from './step.js'

const names = ['the first', 'the second'] as const

const indented = (text: string): string => text.replaceAll('\r', '').replaceAll(/^/gm, '    ')

const statusOf = (answer: string): string => /^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1] ?? '?'

const told = ({ userIds, script }: Together): string[] => [
  ...names.map((name, who) => `${name} is ${JSON.stringify(userIds[who])}`),
  ...script.map(
    ({ who, request, answer, isTogether }) =>
      `${names[who]}: ${request} -> ${statusOf(answer)}${isTogether ? ', at the same time as' : ''}`,
  ),
]

/** The first thing that a user was answered otherwise than alone, behind the program; null when there is none. */
const difference = (together: Together, alone: readonly [Transcript, Transcript]): string | null => {
  for (const who of [0, 1] as const) {
    const [met, expected] = [together.transcripts[who], alone[who]]
    for (const [index, { request, answer }] of met.entries()) {
      const other = expected[index]
      if (other?.request === request && other.answer === answer) continue
      return [
        ...told(together),
        `${names[who]}, who asked ${request}, was answered`,
        indented(answer),
        `  and alone, asking ${other?.request}:`,
        indented(other?.answer ?? 'nothing'),
      ].join('\n')
    }
    if (met.length !== expected.length) return [...told(together), `${names[who]} got other marks`].join('\n')
  }
  return null
}

const tryProgram = async (address: string, program: Program): Promise<void> => {
  const together = await playTogether(address, program)
  const alone = await Promise.all([
    playAlone(address, program, 0, together.theirs),
    playAlone(address, program, 1, together.theirs),
  ])
  const found = difference(together, alone)
  if (found !== null) throw new Error(found)
}

export interface ProgramSearch {
  readonly address: string
  readonly seed: number
  /** How many programs to try. */
  readonly count: number
  /** Whether to look for the shortest program that fails, which takes a while; absent: it does. */
  readonly shrink?: boolean
}

/**
 * Lets two users play random programs until one of them meets something that it does not meet alone: answers how to read and
 * repeat that; null when nothing is met.
 */
export const findCounterexample = async (search: ProgramSearch): Promise<string | null> => {
  const { address, seed, count, shrink = true } = search
  const property = fc.asyncProperty(programs, (program) => tryProgram(address, program))
  const { failed, numRuns, errorInstance } = await fc.check(property, {
    seed,
    numRuns: count,
    endOnFailure: !shrink,
  })
  if (!failed) return null
  const message = errorInstance instanceof Error ? errorInstance.message : String(errorInstance)
  return `Program ${numRuns} of TASKPORT_SEED=${seed}, ${shrink ? 'at its shortest' : 'as it was met'}:\n${message}`
}
