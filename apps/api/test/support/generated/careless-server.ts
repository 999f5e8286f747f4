import { once } from 'node:events'
import { Agent, createServer, type IncomingHttpHeaders } from 'node:http'
import { text } from 'node:stream/consumers'
import { type Answer, call } from '../call.js'

/** A request on its way to the API. */
export interface Passing {
  readonly method: string
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** A mistake that a server could make. */
export interface Carelessness {
  readonly request?: (request: Passing) => Passing
  readonly answer?: (answer: Answer, request: Passing) => Answer
}

/** The headers that are passed on: not those of the connection or of the body's length. */
const passedOn = (headers: IncomingHttpHeaders): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      /^(connection|keep-alive|content-length|transfer-encoding|host|date)$/.test(name) ||
      typeof value !== 'string'
        ? []
        : [[name, value]],
    ),
  )

/** Stands in front of a good API and makes a mistake. */
export interface CarelessServer extends AsyncDisposable {
  readonly address: string
}

export const openCarelessServer = async (
  api: string,
  { request: changeRequest = (one) => one, answer: changeAnswer = (one) => one }: Carelessness,
): Promise<CarelessServer> => {
  const agent = new Agent({ keepAlive: true })
  const server = createServer(async (incoming, response) => {
    const asked = changeRequest({
      method: incoming.method ?? 'GET',
      path: incoming.url ?? '/',
      headers: passedOn(incoming.headers),
      body: await text(incoming),
    })
    const { path, method, headers, body } = asked
    const sent = body === '' ? {} : { body }
    const answer = changeAnswer(await call(api, path, { method, headers, agent, ...sent }), asked)
    response.writeHead(answer.status, passedOn(answer.headers)).end(answer.text)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  return {
    address: `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`,
    [Symbol.asyncDispose]: async () => {
      agent.destroy()
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
}
