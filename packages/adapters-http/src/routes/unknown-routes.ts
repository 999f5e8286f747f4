import type { FastifyInstance } from 'fastify'
import { methodNotAllowed, routeNotFound } from '../problems/http-problems.js'
import { sendProblem } from '../problems/problem-reply.js'

const asExpression = (pattern: string): RegExp =>
  new RegExp(`^${pattern.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/:[^/]+/g, '[^/]+')}/?$`)

/** Answers what no route of the server does: 405 where the address has other methods, else 404. Register before the routes. */
export const answerUnknownRoutes = (app: FastifyInstance): void => {
  const methodsByPattern = new Map<string, { readonly expression: RegExp; readonly methods: Set<string> }>()

  app.addHook('onRoute', ({ url, method }) => {
    const known = methodsByPattern.get(url) ?? { expression: asExpression(url), methods: new Set() }
    for (const one of [method].flat()) known.methods.add(one)
    methodsByPattern.set(url, known)
  })

  app.setNotFoundHandler((request, reply) => {
    const path = request.url.split('?', 1)[0] ?? ''
    for (const { expression, methods } of methodsByPattern.values()) {
      if (expression.test(path)) return sendProblem(reply, methodNotAllowed([...methods].sort()))
    }
    return sendProblem(reply, routeNotFound)
  })
}
