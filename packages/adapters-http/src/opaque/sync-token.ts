import type { SyncMark } from '@taskport/domain'
import { HttpProblemError } from '../problems/http-problem.js'
import { invalidRequest } from '../problems/http-problems.js'
import type { OpaqueTokens } from './opaque-tokens.js'

const purpose = 'changes'

/** The `since` that stands for a mark. */
export const sealSince = (tokens: OpaqueTokens, ownerId: string, mark: SyncMark): string =>
  tokens.seal(purpose, ownerId, [mark.version, mark.purgedVersion])

/** The mark that a `since` stands for. @throws {HttpProblemError} 422 when it was not answered to this owner */
export const openSince = (tokens: OpaqueTokens, ownerId: string, since: string): SyncMark => {
  const content = tokens.open(purpose, ownerId, since)
  const [version, purgedVersion]: unknown[] = Array.isArray(content) ? content : []
  if (typeof version === 'number' && typeof purgedVersion === 'number') return { version, purgedVersion }
  const message = 'The since must be one that an answer of this address has given.'
  throw new HttpProblemError(invalidRequest([{ pointer: '/since', code: 'NOT_OF_THIS_FEED', message }]))
}
