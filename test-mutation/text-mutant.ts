/** One small fault planted in a source by its text, where Stryker, which knows JavaScript, sees only a string. */
export interface TextMutant {
  /** Of the package, with forward slashes. */
  readonly file: string
  /** Where the fault begins, counted from 1. */
  readonly line: number
  /** Says which fault it is: what stood there, and what stands there now. */
  readonly name: string
  /** The whole file with the fault in it. */
  readonly text: string
  /** Whether no threshold excuses its survival: it lets somebody reach what is another's. */
  readonly mustDie: boolean
}

/** How to plant faults: in the place of every match of `pattern` (global), each of `replacements` once, where
 * `$1` is the first group. */
export interface MutationRule {
  readonly pattern: RegExp
  readonly replacements: readonly string[]
  readonly mustDie?: boolean
}

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim() || 'nothing'

/**
 * Every mutant that the rules make of one file. `isPlace` says of an index whether a match may begin there.
 * @throws {Error} for a rule whose replacement changes nothing, as it would be killed by nobody
 */
export const textMutants = (
  file: string,
  text: string,
  rules: readonly MutationRule[],
  isPlace: (index: number) => boolean = () => true,
): TextMutant[] =>
  rules.flatMap(({ pattern, replacements, mustDie = false }) =>
    [...text.matchAll(pattern)]
      .filter(({ index }) => isPlace(index))
      .flatMap((match) =>
        replacements.map((replacement): TextMutant => {
          const [before] = match
          const after = replacement.replaceAll(/\$(\d)/g, (_, group) => match[Number(group)] ?? '')
          if (after === before) throw new Error(`${pattern} replaces ${before} by itself`)
          return {
            file,
            line: text.slice(0, match.index).split('\n').length,
            name: `${oneLine(before)} → ${oneLine(after)}`,
            text: text.slice(0, match.index) + after + text.slice(match.index + before.length),
            mustDie,
          }
        }),
      ),
  )
