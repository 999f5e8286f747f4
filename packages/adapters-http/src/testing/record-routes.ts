import type { FastifyInstance } from 'fastify'
import { watchServers } from './watch-servers.js'

/**
 * Calls `onRoute` with every route of the servers that this process makes from now on, HEAD routes included, like
 * `GET /api/tasks/:id`: the router's own list, which no list of a test's can fall behind. Answers what ends that.
 */
export const watchRoutes = (onRoute: (route: string) => void): (() => void) =>
  watchServers((server) => {
    server.addHook('onRoute', ({ method, url }) => {
      for (const one of [method].flat()) onRoute(`${one} ${url}`)
    })
  })

/** Runs `open`, and notes every route that the servers opened by it have, sorted. */
export const recordRoutes = async (open: () => Promise<FastifyInstance>) => {
  const routes = new Set<string>()
  const stop = watchRoutes((route) => routes.add(route))
  try {
    return { app: await open(), routes: [...routes].sort() }
  } finally {
    stop()
  }
}
