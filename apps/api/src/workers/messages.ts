import type { Exposition } from '@taskport/adapters-http'
import { type Figures, isFigures } from '../metrics/figures.js'

/** What the primary tells a worker: to drain, and then to cut what is still open. */
export type Order = 'stop' | 'hurry'

export const isOrder = (message: unknown): message is Order => message === 'stop' || message === 'hurry'

const has = <Name extends string>(message: unknown, name: Name): message is Record<Name, unknown> =>
  typeof message === 'object' && message !== null && name in message

/** What a worker tells the primary, once: that it listens, and where. */
export interface Serves {
  /** Like `http://127.0.0.1:8000`. */
  readonly address: string
}

export const isServes = (message: unknown): message is Serves =>
  has(message, 'address') && typeof message.address === 'string'

/** The primary asks a worker for its own figures, a worker the primary for the sum of all. */
export interface FiguresWanted {
  /** The answer has the same. */
  readonly figuresWanted: number
}

export const isFiguresWanted = (message: unknown): message is FiguresWanted =>
  has(message, 'figuresWanted') && typeof message.figuresWanted === 'number'

/** A worker's own. */
export interface WorkersFigures {
  /** Null: nobody has asked; they are its last. */
  readonly answers: number | null
  readonly figures: Figures
}

export const isWorkersFigures = (message: unknown): message is WorkersFigures =>
  has(message, 'answers') && has(message, 'figures') && isFigures(message.figures)

/** The sum of all. */
export interface SumOfFigures {
  readonly answers: number
  /** Null: the primary has failed to add them up, and said why. */
  readonly sum: Exposition | null
}

export const isSumOfFigures = (message: unknown): message is SumOfFigures =>
  has(message, 'answers') && has(message, 'sum')
