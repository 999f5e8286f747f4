import { once } from 'node:events'
import { join } from 'node:path'
import { startNode } from '../servers/start-node.js'
import type { LoadJob, LoadResult } from './job.js'

/** A process that asks. */
export interface LoadGenerator extends AsyncDisposable {
  run(job: LoadJob): Promise<LoadResult>
}

const isResult = (message: unknown): message is LoadResult =>
  typeof message === 'object' && message !== null && 'answered' in message

/** @param core the processor core it is kept to; null: to none */
export const startGenerator = (core: number | null): LoadGenerator => {
  const { child, stop } = startNode([join(import.meta.dirname, 'main.js')], {}, core)
  return {
    run: async (job) => {
      child.send(job)
      const [message]: unknown[] = await once(child, 'message')
      if (isResult(message)) return message
      throw new Error('The load generator answered something else than a result')
    },
    [Symbol.asyncDispose]: stop,
  }
}
