import { setTimeout as sleep } from 'node:timers/promises'

const intervalMs = 20

/** Waits for a condition. @throws {Error} when it does not come true within `limitMs` */
export const until = async (condition: () => boolean | Promise<boolean>, limitMs = 30_000): Promise<void> => {
  const end = performance.now() + limitMs
  while (!(await condition())) {
    if (performance.now() > end) throw new Error(`It has not come true within ${limitMs} ms: ${condition}`)
    await sleep(intervalMs)
  }
}
