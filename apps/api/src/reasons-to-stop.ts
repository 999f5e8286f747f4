/** One Ctrl-C may arrive twice: from the terminal, and passed on by npm. */
const sameSignalMs = 500

const parentCheckMs = 500

/**
 * Calls `stop` for each thing that should end this process: SIGTERM, SIGINT, and, under npm, the death of the shell that npm
 * had started it with, as a signal sent to npm ends that shell and goes no further.
 */
export const onReasonToStop = (stop: (reason: string) => void): void => {
  let lastAt = Number.NEGATIVE_INFINITY
  const stopOnce = (reason: string) => {
    const now = performance.now()
    if (now - lastAt > sameSignalMs) stop(reason)
    lastAt = now
  }

  process.on('SIGTERM', stopOnce)
  process.on('SIGINT', stopOnce)

  if (process.env.npm_lifecycle_event === undefined) return
  const parent = process.ppid
  const timer = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(timer)
    stopOnce('the npm script that started it has ended')
  }, parentCheckMs)
  timer.unref()
}
