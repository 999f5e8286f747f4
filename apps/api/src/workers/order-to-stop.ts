import cluster from 'node:cluster'
import { isOrder } from './messages.js'

/** They come from the terminal or a service manager, to the primary at the same time, which decides what follows. */
const signals = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const

/**
 * Calls `stop` with the first reason to end this worker, and once more when the primary is in a hurry. A primary that was killed
 * is a reason as well: what its callers were promised is done first.
 */
export const onOrderToStop = (stop: (reason: string) => void): void => {
  let isStopping = false
  const begin = (reason: string) => {
    if (isStopping) return
    isStopping = true
    stop(reason)
  }
  for (const signal of signals) process.on(signal, begin)
  process.on('message', (message) => {
    if (!isOrder(message)) return
    begin('the primary stops')
    if (message === 'hurry') stop('the primary is in a hurry')
  })
  const { worker } = cluster
  worker?.on('disconnect', () => {
    // Left as it is, Node ends the process in this moment.
    worker.exitedAfterDisconnect = true
    begin('the primary has ended')
  })
}
