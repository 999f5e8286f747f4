import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { TestContext } from 'node:test'
import { listeningUrl } from './listening-url.js'

export interface StandInAnswer {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  /** Text is sent as it is, anything else as JSON. */
  readonly body?: unknown
}

/** `silence`: it never answers. `cut`: the connection ends without an answer; `half`: in the middle of one. */
export type StandInDeed = StandInAnswer | 'silence' | 'cut' | 'half'

/** A server that does one deed a request, the last one for all that follow; and what it was asked. */
export const openStandIn = async (test: TestContext, ...deeds: [StandInDeed, ...StandInDeed[]]) => {
  const requests: { readonly line: string; readonly headers: IncomingHttpHeaders }[] = []
  const server = createServer((request, response) => {
    const deed = deeds[Math.min(requests.length, deeds.length - 1)] ?? deeds[0]
    requests.push({ line: `${request.method} ${request.url}`, headers: request.headers })
    if (deed === 'silence') return
    if (deed === 'cut') {
      request.socket.destroy()
      return
    }
    if (deed === 'half') {
      response.writeHead(200, { 'content-length': 1000 })
      response.write('{"success":', () => request.socket.destroy())
      return
    }
    response.writeHead(deed.status, { ...deed.headers })
    response.end(typeof deed.body === 'string' ? deed.body : JSON.stringify(deed.body))
  })
  const baseUrl = await listeningUrl(server)
  test.after(() => {
    server.closeAllConnections()
    server.close()
  })
  return { baseUrl, requests }
}

/** A refusal as the API writes it. */
export const problem = (
  status: number,
  code: string,
  headers: Readonly<Record<string, string>> = {},
): StandInAnswer => ({
  status,
  headers: { 'content-type': 'application/problem+json', ...headers },
  body: {
    success: false,
    error: code,
    detail: code,
    type: `urn:taskport:problem:${code.toLowerCase()}`,
    title: code,
    status,
    code,
    requestId: '3b20f0f5-9a63-4a64-8a5c-6a1a3f1f2f0f',
  },
})

export const emptyList: StandInAnswer = {
  status: 200,
  body: { success: true, data: { tasks: [], nextCursor: null } },
}
