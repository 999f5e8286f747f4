import { setTimeout as sleep } from 'node:timers/promises'
import type { FastifyInstance } from 'fastify'

/**
 * How long a server that closes still takes what arrives on open connections, before it stops listening, and again before it ends
 * those that are idle: closing at once would cut the requests that their clients have just sent.
 */
const leaveTakingMs = 300

/** How a server that closes takes leave of its clients. */
export interface LeaveTaking {
  /** How long it still answers, and takes new connections, while it says that it is not ready; at least 300 ms. */
  readonly ms: number
  /** Ends that early. */
  readonly hurry: AbortSignal
}

/**
 * A connection that is kept alive would hold up a server that closes: its clients are told to leave. Answers what tells whether the
 * server is closing.
 */
export const closeConnectionsWhileClosing = (
  app: FastifyInstance,
  { ms, hurry }: LeaveTaking = { ms: leaveTakingMs, hurry: new AbortController().signal },
): (() => boolean) => {
  let isClosing = false
  app.addHook('preClose', async () => {
    isClosing = true
    if (!app.server.listening) return
    await sleep(Math.max(ms, leaveTakingMs), undefined, { signal: hurry }).catch(() => {})
  })
  // The server calls this in the moment when it stops listening: who has just connected has not been heard yet.
  const { server } = app
  const closeIdleConnections = server.closeIdleConnections.bind(server)
  server.closeIdleConnections = () => {
    // Connections that are open keep the process alive for so long.
    setTimeout(closeIdleConnections, leaveTakingMs).unref()
  }
  app.addHook('onSend', (_request, reply, _payload, done) => {
    if (isClosing) reply.header('connection', 'close')
    done()
  })
  return () => isClosing
}
