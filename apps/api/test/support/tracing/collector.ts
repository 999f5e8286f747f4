import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { type ReceivedSpan, spansIn } from './spans.js'

/** A stand-in for an OTLP/HTTP collector. */
export interface Collector extends AsyncDisposable {
  /** Like `http://127.0.0.1:41234`. */
  readonly endpoint: string
  /** All that was received, in the order in which they began, as deliveries may overtake each other. */
  spans(): ReceivedSpan[]
  /** The bytes of each delivery. */
  deliveries(): Buffer[]
}

/** Listens in this process; `answer` is called once a delivery is here, and takes it unless it says otherwise. */
export const openCollector = async (
  answer: (response: ServerResponse) => void = (response) => void response.writeHead(200).end(),
): Promise<Collector> => {
  const bodies: Buffer[] = []
  const server = createServer(async (request, response) => {
    const body = await buffer(request)
    if (request.url === '/v1/traces' && request.headers['content-type'] === 'application/x-protobuf') {
      bodies.push(body)
      answer(response)
    } else {
      response.writeHead(404).end()
    }
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return {
    endpoint: `http://127.0.0.1:${port}`,
    spans: () => bodies.flatMap(spansIn).sort((one, other) => one.startedAt - other.startedAt),
    deliveries: () => bodies,
    [Symbol.asyncDispose]: async () => {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
}
