/** One Ctrl-C may arrive twice: from the terminal, and passed on by npm. */
const sameSignalMs = 500

const parentCheckMs = 500

/** SIGHUP: the terminal was closed. Left alone it would end this process at once, and leave the embedded server behind. */
const signals = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const

/**
 * Calls `stop` for each thing that should end this process: a signal, and, under npm, the death of the shell that npm had
 * started it with, as a signal sent to npm ends that shell and goes no further.
 */
export const onReasonToStop = (stop: (reason: string) => void): void => {
  let lastAt = Number.NEGATIVE_INFINITY
  const stopOnce = (reason: string) => {
    const now = performance.now()
    if (now - lastAt <= sameSignalMs) return
    lastAt = now
    stop(reason)
  }

  for (const signal of signals) process.on(signal, stopOnce)

  if (process.env.npm_lifecycle_event === undefined) return
  const parent = process.ppid
  const timer = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(timer)
    stopOnce('the npm script that started it has ended')
  }, parentCheckMs)
  timer.unref()
}
