const parentCheckMs = 500

/**
 * Calls `stop` at a signal and, under npm or the demo, at the death of the process that started this one: ended by force, that
 * could tell nobody.
 */
export const onReasonToStop = (stop: () => void): void => {
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, stop)
  if (process.env.npm_lifecycle_event === undefined) return
  const parent = process.ppid
  const timer = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(timer)
    stop()
  }, parentCheckMs)
  timer.unref()
}
