import cluster from 'node:cluster'
import { isServes, type Order } from './messages.js'

/** A process that serves, or is about to. */
export interface ForkedWorker {
  readonly pid: number
  /** When it was started, in milliseconds of `performance.now()`. */
  readonly since: number
  /** Where it serves, once it does; null when it ended before. Never rejected. */
  readonly serves: Promise<string | null>
  /** How it ended, in words. Never rejected. */
  readonly ended: Promise<string>
  /** Lets it drain; one that does not serve yet has promised nothing to anybody, and is killed. */
  dismiss(): void
  /** Makes it cut what is still open. */
  hurry(): void
  kill(): void
}

// Each worker takes connections from the listening socket itself. Node's default, the primary handing them out, loses one that is on its
// way to a worker that dies: nobody closes it, and its client waits for ever.
cluster.schedulingPolicy = cluster.SCHED_NONE

/** Starts one more process of this program. */
export const forkWorker = (environment: Readonly<Record<string, string>>): ForkedWorker => {
  const worker = cluster.fork(environment)
  let address: string | null = null
  // `exit` follows, or has been.
  worker.on('error', () => {})
  const ended = new Promise<string>((resolve) => {
    worker.once('exit', (code, signal) => resolve(signal ?? `exit code ${code}`))
    worker.process.once('error', (error) => resolve(error.message))
  })
  const said = new Promise<string>((resolve) => {
    worker.on('message', (message) => {
      if (!isServes(message)) return
      address = message.address
      resolve(address)
    })
  })
  const tell = (order: Order) => {
    if (worker.isConnected()) worker.send(order, () => {})
  }
  const kill = () => {
    worker.process.kill('SIGKILL')
  }
  return {
    pid: worker.process.pid ?? 0,
    since: performance.now(),
    serves: Promise.race([said, ended.then(() => null)]),
    ended,
    dismiss: () => {
      if (address === null) kill()
      else tell('stop')
    },
    hurry: () => tell('hurry'),
    kill,
  }
}
