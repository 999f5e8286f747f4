import type { FastifyInstance } from 'fastify'

/**
 * What browsers are told of every answer (OWASP REST Security Cheat Sheet): it is what its content type says, runs nothing,
 * stands in no frame, is read by no page of another origin but by CORS, and from now on comes over TLS alone where it once did.
 */
export const securityHeaders = {
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'strict-transport-security': 'max-age=31536000',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
} as const

/**
 * Puts them on every answer of a route, or of none; a route may set its own later. Register before whatever may answer. What is answered before
 * any hook, or on a bare socket, brings them itself.
 */
export const sendSecurityHeaders = (app: FastifyInstance): void => {
  app.addHook('onRequest', (_request, reply, done) => {
    reply.headers(securityHeaders)
    done()
  })
}
