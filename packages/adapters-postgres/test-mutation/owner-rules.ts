import type { MutationRule } from '../../../test-mutation/text-mutant.js'

/**
 * Every comparison of an owner in the SQL, wherever one stands or will stand: left out, or made to hold for others too. None of
 * these may survive, though the policies hide from an adapter's user what is wrong.
 */
export const ownerRules: readonly MutationRule[] = [
  {
    pattern: /(\b(?:\w+\.)?user_id) = (\$\{[^}]*\})/g,
    replacements: ['true', '$1 >= $2', '$1 <= $2'],
    mustDie: true,
  },
  // `marked` holds every owner of `doomed`: the join to it is about who is locked first, not about whose tasks go.
  { pattern: /\b(?!marked\.)\w+\.user_id = \w+\.user_id/g, replacements: ['true'], mustDie: true },
]

/** What every comparison of an owner looks like; one that the rules above do not match would escape them. */
export const ownerComparison = /\buser_id\s*(?:=|<|>|!|\bin\b|\bis\b|\blike\b|\bbetween\b)/g
