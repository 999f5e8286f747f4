import { createStore, type Store } from '../shell/store.js'

/** One person's session, as the page knows of it. */
export interface Expiry {
  /** Whether it has ended while they were at work; until they have signed in again their calls wait. */
  readonly isExpired: Store<boolean>
  /** Calls the API, and again in the next session where this one had ended. */
  patiently<Result>(call: () => Promise<Result>): Promise<Result>
}

/** @param hasEnded whether a call failed because nobody is signed in any more, or somebody else is */
export const watchExpiry = (hasEnded: (error: unknown) => boolean): Expiry => {
  const isExpired = createStore(false)

  /** Fulfilled when the person has signed in again; never, if another does: what waits is not theirs. */
  const renewed = (): Promise<void> =>
    new Promise((resolve) => {
      const stop = isExpired.subscribe(() => {
        if (isExpired.get()) return
        stop()
        resolve()
      })
    })

  return {
    isExpired,
    patiently: async (call) => {
      for (;;) {
        try {
          return await call()
        } catch (error) {
          if (!hasEnded(error)) throw error
          const waiting = renewed()
          if (!isExpired.get()) isExpired.set(true)
          await waiting
        }
      }
    },
  }
}
