import { waitForSession } from '../session/expiry.js'
import { isSessionExpired } from './failure.js'

/** Calls the API, and again after the person has signed in again where the session had ended. */
export const patient = async <Result>(call: () => Promise<Result>): Promise<Result> => {
  for (;;) {
    try {
      return await call()
    } catch (error) {
      if (!isSessionExpired(error)) throw error
      await waitForSession()
    }
  }
}
