import type { Exposition } from '@taskport/adapters-http'
import type { Logger } from '../logger.js'
import type { Metrics } from '../metrics/metrics.js'
import { type FiguresWanted, isFiguresWanted, isSumOfFigures, type WorkersFigures } from './messages.js'

/** The primary asks all others for a second. */
const limitMs = 5_000

/** A worker's part in the figures of all. */
export interface SharedFigures {
  /**
   * The sum of all processes, from the primary; null when that is no more: what this worker has counted alone would be taken for the counts of an
   * instance that was started anew. @throws {Error} when it does not answer
   */
  expose(): Promise<Exposition | null>
  /** Tells the primary what was counted in the end, so that it is not lost with this process. */
  tellLast(): Promise<void>
}

const send = (message: FiguresWanted | WorkersFigures): Promise<void> =>
  new Promise((resolve) => {
    if (process.connected) process.send?.(message, undefined, undefined, () => resolve())
    else resolve()
  })

/** Answers the primary from now on whenever it asks for the figures of this worker. */
export const shareFigures = (own: Pick<Metrics, 'figures'>, logger: Logger): SharedFigures => {
  const waiting = new Map<number, (sum: Exposition | null) => void>()
  let asked = 0

  const tell = async (answers: number | null): Promise<void> => {
    try {
      await send({ answers, figures: await own.figures() })
    } catch (error) {
      logger.error({ err: error }, 'The figures could not be told')
    }
  }

  process.on('message', (message) => {
    if (isFiguresWanted(message)) void tell(message.figuresWanted)
    if (isSumOfFigures(message)) waiting.get(message.answers)?.(message.sum)
  })
  process.on('disconnect', () => {
    for (const answer of waiting.values()) answer(null)
  })

  return {
    expose: async () => {
      asked += 1
      const number = asked
      const answered = Promise.withResolvers<Exposition | null>()
      waiting.set(number, answered.resolve)
      const timer = setTimeout(() => answered.resolve(null), limitMs)
      if (!process.connected) answered.resolve(null)
      await send({ figuresWanted: number })
      const sum = await answered.promise
      clearTimeout(timer)
      waiting.delete(number)
      if (!process.connected) return sum
      if (sum === null) throw new Error('The primary does not tell the figures of all workers')
      return sum
    },
    tellLast: () => tell(null),
  }
}
