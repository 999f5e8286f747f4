import { issueToken } from '@taskport/auth'

/** The secret of every API here that is given one. */
export const secret = 'a secret of the tests alone: 7d1f0c52b6'

/** A token that such an API, or one with another secret, accepts for the user. */
export const tokenOf = (userId: string, ofSecret = secret): string => issueToken({ secret: ofSecret, userId })
