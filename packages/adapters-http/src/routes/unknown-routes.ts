import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { methodNotAllowed, routeNotFound } from '../problems/http-problems.js'
import { sendProblem } from '../problems/problem-reply.js'

const asExpression = (pattern: string): RegExp =>
  new RegExp(
    `^${pattern
      .replace(/[.+?^${}()|[\]\\]/g, '\\$&')
      .replaceAll('*', '.*')
      .replace(/:[^/]+/g, '[^/]+')}/?$`,
  )

/**
 * Answers what no route of the server does: 405 where the address has other methods, else 404, whatever the body is.
 * Register before the routes, and after what answers on every address (CORS).
 */
export const answerUnknownRoutes = (app: FastifyInstance): void => {
  const methodsByPattern = new Map<string, { readonly expression: RegExp; readonly methods: Set<string> }>()

  app.addHook('onRoute', ({ url, method }) => {
    const known = methodsByPattern.get(url) ?? { expression: asExpression(url), methods: new Set() }
    for (const one of [method].flat()) known.methods.add(one)
    methodsByPattern.set(url, known)
  })

  const answer = (request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    const path = request.url.split('?', 1)[0] ?? ''
    for (const { expression, methods } of methodsByPattern.values()) {
      // A route may itself find nothing at an address, as that of the documentation's files does.
      if (methods.has(request.method)) continue
      if (expression.test(path)) return sendProblem(reply, methodNotAllowed([...methods].sort()))
    }
    return sendProblem(reply, routeNotFound)
  }

  app.setNotFoundHandler(answer)
  app.addHook('onRequest', async (request, reply) => {
    if (request.is404) return answer(request, reply)
  })
}
