import type { ClaimsProblem } from './claims.js'
import type { CompactTokenProblem } from './compact-token.js'
import type { HeaderProblem } from './header.js'
import type { JsonObjectProblem } from './json-object.js'
import type { KeySetProblem } from './jwks/fetch-key-set.js'
import type { SignatureProblem } from './signature.js'

/** Every way in which a token can be unfit. `fault` is a throw where none was foreseen. */
export type RefusalReason =
  | CompactTokenProblem
  | HeaderProblem
  | `payload-${JsonObjectProblem}`
  | SignatureProblem
  | ClaimsProblem
  | 'fault'

/** Why a token that may be a good one cannot be judged for now. */
export type UnavailableReason = KeySetProblem

/**
 * What a token says about its bearer. `userId` is the token's `sub`, unaltered. `unavailable`: the keys to
 * judge it by cannot be had at the moment; the same token may be accepted later. The reason is for the log
 * alone: it holds no part of the token, and telling it to the caller would help only an attacker.
 */
export type Authentication =
  | { readonly outcome: 'accepted'; readonly userId: string }
  | { readonly outcome: 'refused'; readonly reason: RefusalReason }
  | { readonly outcome: 'unavailable'; readonly reason: UnavailableReason }
