import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import type { FastifyInstance } from 'fastify'

const channel = 'fastify.initialization'

const announcesServer = (message: unknown): message is { readonly fastify: FastifyInstance } =>
  typeof message === 'object' && message !== null && 'fastify' in message

/** Runs `open`, and notes every route that the servers opened by it have, like `GET /api/tasks/:id`. */
export const recordRoutes = async (open: () => Promise<FastifyInstance>) => {
  const routes = new Set<string>()
  const onServer = (message: unknown): void => {
    if (!announcesServer(message)) return
    message.fastify.addHook('onRoute', ({ method, url }) => {
      for (const one of [method].flat()) routes.add(`${one} ${url}`)
    })
  }
  subscribe(channel, onServer)
  try {
    return { app: await open(), routes: [...routes].sort() }
  } finally {
    unsubscribe(channel, onServer)
  }
}
