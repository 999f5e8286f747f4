import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from '@sinclair/typebox'
import type { FastifyReply } from 'fastify'
import { type AnswerHeader, withHeaders } from '../schemas/answer-headers.js'
import { oneAtATime } from './one-at-a-time.js'

const health = (status: string, description: string, ...headers: readonly AnswerHeader[]) =>
  Type.Object(
    { status: Type.Literal(status) },
    { additionalProperties: false, description, examples: [{ status }], ...withHeaders(...headers) },
  )

const tags = ['Health']

export interface Readiness {
  /** Rejects when the database does not answer. */
  readonly ping: () => Promise<void>
  /** A server that closes is not ready from the first moment on, so that it is sent no more while it still answers. */
  readonly isClosing: () => boolean
}

/** For load balancers and schedulers; they answer without a token. */
export const healthRoutes =
  ({ ping, isClosing }: Readiness): FastifyPluginAsyncTypebox =>
  async (app) => {
    const isReady = oneAtATime(ping)
    const unavailable = (reply: FastifyReply) =>
      reply
        .code(503)
        .header('retry-after', '1')
        .send({ status: 'unavailable' as const })

    app.get(
      '/health/live',
      {
        schema: {
          operationId: 'live',
          summary: 'Whether the process runs',
          tags,
          security: [],
          response: { 200: health('ok', 'It does.') },
        },
      },
      async () => ({ status: 'ok' as const }),
    )

    app.get(
      '/health/ready',
      {
        schema: {
          operationId: 'ready',
          summary: 'Whether requests can be served',
          tags,
          security: [],
          response: {
            200: health('ready', 'The database answers.'),
            503: health('unavailable', 'It does not, or the process is stopping.', 'Retry-After'),
          },
        },
      },
      async (request, reply) => {
        if (isClosing()) return unavailable(reply)
        try {
          await isReady()
          return { status: 'ready' as const }
        } catch (error) {
          request.log.warn({ err: error }, 'Not ready: the database does not answer')
          return unavailable(reply)
        }
      },
    )
  }
