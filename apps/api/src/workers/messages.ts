/** What the primary tells a worker: to drain, and then to cut what is still open. */
export type Order = 'stop' | 'hurry'

export const isOrder = (message: unknown): message is Order => message === 'stop' || message === 'hurry'

/** What a worker tells the primary, once: that it listens, and where. */
export interface Serves {
  /** Like `http://127.0.0.1:8000`. */
  readonly address: string
}

export const isServes = (message: unknown): message is Serves =>
  typeof message === 'object' &&
  message !== null &&
  'address' in message &&
  typeof message.address === 'string'
