import cluster, { type Worker } from 'node:cluster'
import type { Exposition } from '@taskport/adapters-http'
import type { Logger } from '../logger.js'
import { type Figures, lasting } from '../metrics/figures.js'
import type { Metrics } from '../metrics/metrics.js'
import { addUp, written } from '../metrics/sum-of-figures.js'
import {
  type FiguresWanted,
  isFiguresWanted,
  isServes,
  isWorkersFigures,
  type SumOfFigures,
} from './messages.js'
import { silentWorkers } from './silent-workers.js'

/** How long a worker may take to tell its figures, in milliseconds. */
const limitMs = 1_000

/** The figures of all processes, as if they were one. */
export interface GatheredFigures extends Disposable {
  /** Whoever asks while they are being gathered is told the same. */
  expose(): Promise<Exposition>
}

/** A worker that serves, or has served. */
interface Known {
  readonly worker: Worker
  /** What it has counted, as far as it has told. */
  counted: Figures
  hasLeft: boolean
  /** Ends the question that is open; null: it did not answer. */
  answer: (figures: Figures | null) => void
}

const send = (worker: Worker, message: FiguresWanted | SumOfFigures): void => {
  if (worker.isConnected()) worker.send(message, () => {})
}

/**
 * Listens to the workers from now on. What one has counted stays in the sum when it ends or does not answer: a sum that became smaller
 * would be taken for that of a process that was started anew, and all that is left of it for new. So it is told once, and never less.
 */
export const gatherFigures = (own: Pick<Metrics, 'figures'>, logger: Logger): GatheredFigures => {
  const known = new Map<number, Known>()
  const noteSilent = silentWorkers(logger)
  let ofThoseWhoLeft: Figures = []
  let round = 0
  let underWay: Promise<Exposition> | null = null

  const ask = async (one: Known): Promise<Figures | null> => {
    if (one.hasLeft) return null
    const answered = Promise.withResolvers<Figures | null>()
    one.answer = answered.resolve
    send(one.worker, { figuresWanted: round })
    const timer = setTimeout(() => answered.resolve(null), limitMs)
    const figures = await answered.promise
    clearTimeout(timer)
    return figures
  }

  const gather = async (): Promise<Exposition> => {
    round += 1
    const all = [...known.values()]
    const left = all.filter(({ hasLeft }) => hasLeft)
    ofThoseWhoLeft = await addUp([ofThoseWhoLeft, ...left.map(({ counted }) => counted)])
    for (const { worker } of left) known.delete(worker.id)

    const stayed = all.filter(({ worker }) => known.has(worker.id))
    const answers = await Promise.all(stayed.map(ask))
    const silent = stayed.filter((one, index) => answers[index] === null && !one.hasLeft)
    noteSilent(silent.flatMap(({ worker }) => worker.process.pid ?? []))
    const told = stayed.map((one, index) => answers[index] ?? one.counted)
    return written(await addUp([await own.figures(), ofThoseWhoLeft, ...told]))
  }

  const expose = (): Promise<Exposition> => {
    underWay ??= gather().finally(() => {
      underWay = null
    })
    return underWay
  }

  const tellSum = async (worker: Worker, answers: number): Promise<void> => {
    const sum = await expose().catch((error: unknown) => {
      logger.error({ err: error }, 'The figures could not be told')
      return null
    })
    send(worker, { answers, sum })
  }

  const onMessage = (worker: Worker, message: unknown) => {
    if (isServes(message)) {
      known.set(worker.id, { worker, counted: [], hasLeft: false, answer: () => {} })
    } else if (isWorkersFigures(message)) {
      const one = known.get(worker.id)
      if (one === undefined) return
      one.counted = lasting(message.figures)
      if (message.answers === round) one.answer(message.figures)
    } else if (isFiguresWanted(message)) {
      void tellSum(worker, message.figuresWanted)
    }
  }
  const onDisconnect = (worker: Worker) => {
    const one = known.get(worker.id)
    if (one === undefined) return
    one.hasLeft = true
    one.answer(null)
  }
  cluster.on('message', onMessage)
  cluster.on('disconnect', onDisconnect)
  return {
    expose,
    [Symbol.dispose]: () => {
      cluster.off('message', onMessage)
      cluster.off('disconnect', onDisconnect)
    },
  }
}
