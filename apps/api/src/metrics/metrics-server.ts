import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import type { Exposition } from '@taskport/adapters-http'
import type { Logger } from '../logger.js'

/** A listener of its own for the figures, where only those who may see them reach it. */
export interface MetricsServer {
  /** Like `http://127.0.0.1:9090/metrics`. */
  readonly address: string
  close(): Promise<void>
}

export interface MetricsServerOptions {
  readonly expose: () => Promise<Exposition>
  readonly host: string
  /** 0: any free one. */
  readonly port: number
  readonly logger: Logger
}

/** How long a scraper may take to send its request, in milliseconds. */
const requestMs = 10_000

const answer = (response: ServerResponse, status: number, contentType: string, text: string): void => {
  response
    .writeHead(status, { 'content-type': contentType, 'cache-control': 'no-store' })
    .end(response.req.method === 'HEAD' ? undefined : text)
}

const plain = 'text/plain; charset=utf-8'

/** @throws {Error} Node's, when the address cannot be listened on */
export const serveMetrics = async ({
  expose,
  host,
  port,
  logger,
}: MetricsServerOptions): Promise<MetricsServer> => {
  const server = createServer(
    { requestTimeout: requestMs, headersTimeout: requestMs, connectionsCheckingInterval: 1_000 },
    (request, response) => {
      const path = request.url?.split('?', 1)[0]
      if (path !== '/metrics') return answer(response, 404, plain, 'The figures are at /metrics.\n')
      if (request.method !== 'GET' && request.method !== 'HEAD') {
        response.setHeader('allow', 'GET, HEAD')
        return answer(response, 405, plain, 'The figures can be read, and nothing else.\n')
      }
      expose().then(
        ({ contentType, text }) => answer(response, 200, contentType, text),
        (error: unknown) => {
          logger.error({ err: error }, 'The figures could not be told')
          answer(response, 500, plain, 'The figures could not be told.\n')
        },
      )
    },
  )
  server.listen({ host, port })
  await once(server, 'listening')
  const bound = server.address()
  const boundPort = typeof bound === 'object' && bound !== null ? bound.port : port
  return {
    address: `http://${host.includes(':') ? `[${host}]` : host}:${boundPort}/metrics`,
    close: async () => {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
}
