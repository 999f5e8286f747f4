import type { Turn } from '../../src/connection/turn.js'

/** Work that ends when it is told to. */
export const task = () => {
  const { promise, resolve, reject } = Promise.withResolvers<string>()
  const state = { hasStarted: false, timeLeft: (): void => {} }
  const work = ({ timeLeft }: Turn<unknown>) => {
    state.hasStarted = true
    state.timeLeft = timeLeft
    return promise
  }
  return { work, state, finish: resolve, fail: reject }
}
