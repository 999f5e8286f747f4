import type { FastifyInstance } from 'fastify'

interface KeptAnswer {
  readonly type: string
  readonly text: string
}

/**
 * Writes what these routes answer once, as it is the same for as long as the server lives: anybody may ask for it, and the document in
 * YAML takes some 50 ms of the only thread. Register before the routes.
 */
export const keepAnswers = (app: FastifyInstance, ...routes: readonly string[]): void => {
  const kept = new Map<string, KeptAnswer>()
  app.addHook('onRequest', ({ routeOptions }, reply, done) => {
    const answer = kept.get(routeOptions.url ?? '')
    if (answer === undefined) return done()
    reply.type(answer.type).send(answer.text)
  })
  app.addHook('onSend', ({ routeOptions: { url = '' } }, reply, payload, done) => {
    if (routes.includes(url) && reply.statusCode === 200 && typeof payload === 'string' && !kept.has(url)) {
      kept.set(url, { type: String(reply.getHeader('content-type')), text: payload })
    }
    done()
  })
}
