import { createServer } from 'node:http'
import { buffer } from 'node:stream/consumers'
import type { TestContext } from 'node:test'
import { listeningUrl } from './listening-url.js'

/** `pass`: as it should be. `lose`: carried out, and the answer lost. `block`: never arrived. */
export type Fate = 'pass' | 'lose' | 'block'

/** A line to the API on which each request has its fate, in turn; those after the last pass. */
export const openBadLine = async (
  test: TestContext,
  apiUrl: string,
): Promise<{ readonly baseUrl: string; readonly fates: Fate[] }> => {
  const fates: Fate[] = []
  const server = createServer(async (request, response) => {
    const fate = fates.shift() ?? 'pass'
    const body = await buffer(request)
    if (fate === 'block') {
      request.socket.destroy()
      return
    }
    const headers = new Headers()
    for (const name of ['authorization', 'content-type', 'if-match', 'if-none-match']) {
      const value = request.headers[name]
      if (typeof value === 'string') headers.set(name, value)
    }
    const answer = await fetch(`${apiUrl}${request.url}`, {
      method: request.method ?? 'GET',
      headers,
      ...(body.length === 0 ? {} : { body }),
    })
    const text = await answer.text()
    if (fate === 'lose') {
      request.socket.destroy()
      return
    }
    response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? '' })
    response.end(text)
  })
  const baseUrl = await listeningUrl(server)
  test.after(() => {
    server.closeAllConnections()
    server.close()
  })
  return { baseUrl, fates }
}
