import { leastKilled } from './node-test-mutation.js'
import type { TextMutant } from './text-mutant.js'

/** Sums up a trial as lines for a person, and says whether it was good enough. */
export const verdictOn = (
  mutants: readonly TextMutant[],
  survivors: readonly TextMutant[],
): { readonly isGood: boolean; readonly lines: readonly string[] } => {
  const mustDie = mutants.filter((mutant) => mutant.mustDie)
  const atLarge = survivors.filter((mutant) => mutant.mustDie)
  const percent = (100 * (mutants.length - survivors.length)) / mutants.length
  return {
    // The comparison is false for no mutants at all, which prove nothing.
    isGood: percent >= leastKilled && mustDie.length > 0 && atLarge.length === 0,
    lines: [
      `Killed ${mutants.length - survivors.length} of ${mutants.length} (${percent.toFixed(1)} %; at least ${leastKilled} %), ` +
        `of those that must die ${mustDie.length - atLarge.length} of ${mustDie.length}`,
      ...survivors.map(
        ({ mustDie: must, file, line, name }) => `${must ? 'MUST DIE' : 'survived'} ${file}:${line} ${name}`,
      ),
    ],
  }
}
