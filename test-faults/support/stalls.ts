import { monitorEventLoopDelay } from 'node:perf_hooks'

/** Measures by how much this machine keeps a process waiting: on a busy one, much of an answer's time is nobody's fault. */
export interface Stalls extends Disposable {
  /** The longest since the last call, in milliseconds. */
  longestMs(): number
}

export const watchStalls = (): Stalls => {
  const delay = monitorEventLoopDelay({ resolution: 10 })
  delay.enable()
  return {
    longestMs: () => {
      const longest = delay.max / 1e6
      delay.reset()
      return longest
    },
    [Symbol.dispose]: () => {
      delay.disable()
    },
  }
}
