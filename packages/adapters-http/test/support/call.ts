import type { FastifyInstance, LightMyRequestResponse } from 'fastify'

export interface Call {
  /** Whose token is sent; null: none is. Absent: alice's. */
  readonly user?: string | null
  /** Text and bytes are sent as they are, anything else as JSON. Absent: no body, and no Content-Type. */
  readonly body?: unknown
  /** Instead of, or beside, the headers that `user` and `body` make. */
  readonly headers?: Readonly<Record<string, string>>
}

/** Sends a request like `POST /api/tasks` without a socket. */
export const call = (
  app: FastifyInstance,
  request: string,
  { user = 'alice', body, headers = {} }: Call = {},
): Promise<LightMyRequestResponse> => {
  const [method = '', url = ''] = request.split(' ', 2)
  return app.inject({
    method,
    url,
    headers: {
      ...(user === null ? {} : { authorization: `Bearer ${user}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined
      ? {}
      : { payload: typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body) }),
  })
}
