import { setTimeout as sleep } from 'node:timers/promises'

/** Asks again and again until the answer is yes. @throws {Error} when it is not for `limitMs` milliseconds */
export const waitUntil = async (
  question: () => boolean | Promise<boolean>,
  limitMs = 20_000,
): Promise<void> => {
  const end = performance.now() + limitMs
  while (!(await question())) {
    if (performance.now() > end) throw new Error(`Not within ${limitMs} ms: ${question}`)
    await sleep(20)
  }
}
