import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import type { FastifyInstance } from 'fastify'

const channel = 'fastify.initialization'

const announcesServer = (message: unknown): message is { readonly fastify: FastifyInstance } =>
  typeof message === 'object' && message !== null && 'fastify' in message

/**
 * Calls `onServer` with every server that this process makes from now on, before anything is registered on it. Answers what
 * ends that.
 */
export const watchServers = (onServer: (server: FastifyInstance) => void): (() => void) => {
  const onMessage = (message: unknown): void => {
    if (announcesServer(message)) onServer(message.fastify)
  }
  subscribe(channel, onMessage)
  return () => {
    unsubscribe(channel, onMessage)
  }
}
