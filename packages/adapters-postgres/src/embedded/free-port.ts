import { randomInt } from 'node:crypto'
import { createServer } from 'node:net'

// Below the range from which Linux, macOS and Windows choose the local ports of outgoing connections: a client that
// keeps trying while the server is restarted would sooner or later be given that very port, and be connected to itself.
const firstPort = 20_000
const lastPort = 29_999
const attempts = 50

const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen({ host: '127.0.0.1', port, exclusive: true }, () => server.close(() => resolve(true)))
  })

/** A port on which nobody listens on 127.0.0.1 at the moment; somebody may the next. */
export const freePort = async (): Promise<number> => {
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const port = randomInt(firstPort, lastPort + 1)
    if (await isFree(port)) return port
  }
  throw new Error(`No free port was found on 127.0.0.1 between ${firstPort} and ${lastPort}.`)
}
