import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from '@sinclair/typebox'
import { type AnswerHeader, withHeaders } from '../schemas/answer-headers.js'

const health = (status: string, description: string, ...headers: readonly AnswerHeader[]) =>
  Type.Object(
    { status: Type.Literal(status) },
    { additionalProperties: false, description, examples: [{ status }], ...withHeaders(...headers) },
  )

const tags = ['Health']

/** Whoever asks while it is being found out is told the same: anybody may ask, and must not keep the database busy by it. */
const oneAtATime = (ping: () => Promise<void>): (() => Promise<void>) => {
  let underWay: Promise<void> | null = null
  return () => {
    underWay ??= ping().finally(() => {
      underWay = null
    })
    return underWay
  }
}

/** For load balancers and schedulers; they answer without a token. `ping` rejects when the database does not answer. */
export const healthRoutes =
  (ping: () => Promise<void>): FastifyPluginAsyncTypebox =>
  async (app) => {
    const isReady = oneAtATime(ping)

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
            503: health('unavailable', 'It does not.', 'Retry-After'),
          },
        },
      },
      async (request, reply) => {
        try {
          await isReady()
          return { status: 'ready' as const }
        } catch (error) {
          request.log.warn({ err: error }, 'Not ready: the database does not answer')
          return reply
            .code(503)
            .header('retry-after', '1')
            .send({ status: 'unavailable' as const })
        }
      },
    )
  }
