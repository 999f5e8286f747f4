/** Calls `look` again and again from when it is asked to until that answers that there is nothing left; keeps no process alive. */
export const lookout = (everyMs: number, look: () => boolean): (() => void) => {
  let timer: NodeJS.Timeout | null = null
  const again = () => {
    if (look() || timer === null) return
    clearInterval(timer)
    timer = null
  }
  return () => {
    timer ??= setInterval(again, everyMs).unref()
  }
}
