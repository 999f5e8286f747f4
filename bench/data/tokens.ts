import { issueToken } from '@taskport/auth'
import { userIdOf } from './task-ids.js'

/** A token for each of users 1 to `users`, signed with the secret that every server of the run goes by. */
export const tokensOf = (users: number, secret: string): readonly string[] =>
  Array.from({ length: users }, (_, index) => issueToken({ secret, userId: userIdOf(index + 1) }))
