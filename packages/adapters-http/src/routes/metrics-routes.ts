import type { FastifyPluginAsync } from 'fastify'
import { HttpProblemError } from '../problems/http-problem.js'
import { serviceUnavailable } from '../problems/http-problems.js'
import { oneAtATime } from './one-at-a-time.js'

/** All figures at one moment, written in a format that a scraper reads. */
export interface Exposition {
  readonly contentType: string
  readonly text: string
}

/** For a scraper; it answers without a token. Not in the documentation, which is the clients'. */
export const metricsRoutes =
  (expose: () => Promise<Exposition | null>): FastifyPluginAsync =>
  async (app) => {
    const exposition = oneAtATime(expose)
    app.get('/metrics', { schema: { hide: true } }, async (_request, reply) => {
      const figures = await exposition()
      if (figures === null) throw new HttpProblemError(serviceUnavailable(1))
      const { contentType, text } = figures
      return reply.header('cache-control', 'no-store').type(contentType).send(text)
    })
  }
