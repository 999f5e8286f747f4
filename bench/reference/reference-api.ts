import type { IncomingMessage, ServerResponse } from 'node:http'
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyBaseLogger, FastifyInstance, RawServerDefault } from 'fastify'

declare module 'fastify' {
  interface FastifyRequest {
    userId: string
  }
}

/** Where routes are added whose callers are known. */
export type ReferenceApi = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  TypeBoxTypeProvider
>

export const taskNotFound = { success: false, error: 'Task not found' }
export const taskExists = { success: false, error: 'Task exists' }

/** Where the page behind a task begins. */
export const cursorOf = ({
  createdAt,
  id,
}: {
  readonly createdAt: Date | string
  readonly id: string
}): string => Buffer.from(JSON.stringify([createdAt, id])).toString('base64url')
