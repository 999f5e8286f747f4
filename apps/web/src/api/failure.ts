import { TaskportError } from '@taskport/client'
import { SessionExpired } from '../session/session.js'

const passingCodes: readonly TaskportError['code'][] = [
  'NETWORK',
  'TIMEOUT',
  'REQUEST_TIMEOUT',
  'SERVICE_UNAVAILABLE',
  'OUTCOME_UNKNOWN',
  'TOO_MANY_REQUESTS',
]

/** Whether a call failed because the session has ended. */
export const isSessionExpired = (error: unknown): boolean =>
  error instanceof TaskportError && error.code === 'NO_TOKEN' && error.cause instanceof SessionExpired

/** Whether the same call may well succeed later: it was not refused, it did not get through. */
export const isPassing = (error: unknown): boolean =>
  error instanceof TaskportError &&
  (passingCodes.includes(error.code) || (error.code === 'NO_TOKEN' && !isSessionExpired(error)))

/** Why something failed, in a sentence for a person. */
export const reasonOf = (error: unknown): string =>
  error instanceof TaskportError ? error.detail.replace(/\.?$/, '.') : 'Something went wrong here.'
