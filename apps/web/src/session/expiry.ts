import { createStore } from '../shell/store.js'

/** Whether the session has ended while the person was at work; calls of the API wait until there is another. */
export const isExpired = createStore(false)

/** Fulfilled when the person has signed in again. */
const renewed = (): Promise<void> =>
  new Promise((resolve) => {
    const stop = isExpired.subscribe(() => {
      if (isExpired.get()) return
      stop()
      resolve()
    })
  })

/** Tells that the session has ended, and waits for another. */
export const waitForSession = (): Promise<void> => {
  const waiting = renewed()
  if (!isExpired.get()) isExpired.set(true)
  return waiting
}
