import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'

/** A server that nobody has a reason to call. Disposing of it closes it. */
export interface UncalledServer extends AsyncDisposable {
  /** Like `http://127.0.0.1:41234`. */
  readonly url: string
  /** How many connections it has got. */
  connections(): number
}

/** @param listener what it would answer with */
export const openUncalledServer = async (listener: RequestListener): Promise<UncalledServer> => {
  let connections = 0
  const server = createServer(listener).on('connection', () => {
    connections += 1
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (typeof address !== 'object' || address === null) throw new Error('The server listens on no port')
  return {
    url: `http://127.0.0.1:${address.port}`,
    connections: () => connections,
    [Symbol.asyncDispose]: async () => {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
}
