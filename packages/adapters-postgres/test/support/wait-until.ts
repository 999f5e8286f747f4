import { setTimeout as sleep } from 'node:timers/promises'

/** Asks again and again until the answer is yes. @throws {Error} when it is not for 15 s. */
export const waitUntil = async (question: () => Promise<boolean>): Promise<void> => {
  const end = performance.now() + 15_000
  while (!(await question())) {
    if (performance.now() > end) throw new Error(`Not within 15 s: ${question}`)
    await sleep(20)
  }
}
