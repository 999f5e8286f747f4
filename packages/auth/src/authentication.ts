import type { ClaimsProblem } from './claims.js'
import type { CompactTokenProblem } from './compact-token.js'
import type { HeaderProblem } from './header.js'
import type { JsonObjectProblem } from './json-object.js'
import type { SignatureProblem } from './signature.js'

/** Every way in which a token can be unfit. `fault` is a throw where none was foreseen. */
export type RefusalReason =
  | CompactTokenProblem
  | HeaderProblem
  | `payload-${JsonObjectProblem}`
  | SignatureProblem
  | ClaimsProblem
  | 'fault'

/**
 * What a token says about its bearer. `userId` is the token's `sub`, unaltered. The reason is for the log
 * alone: it holds no part of the token, and telling it to the caller would help only an attacker.
 */
export type Authentication =
  | { readonly outcome: 'accepted'; readonly userId: string }
  | { readonly outcome: 'refused'; readonly reason: RefusalReason }
