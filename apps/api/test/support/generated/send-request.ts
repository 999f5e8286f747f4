import { Agent } from 'node:http'
import { type Answer, call } from '../call.js'
import type { ReadyRequest } from './resolve-request.js'

/** The address of a request, without the server's. */
export const pathOf = ({ operation, pathValues, query, rawQuery }: ReadyRequest): string => {
  const path = operation.path.replace(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(pathValues[name] ?? ''),
  )
  const pairs = query.map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
  const all = rawQuery === undefined ? pairs : [...pairs, rawQuery]
  return all.length === 0 ? path : `${path}?${all.join('&')}`
}

/** What is sent as the body; undefined: nothing. */
export const sentBody = ({ body, rawBody }: ReadyRequest): string | undefined =>
  rawBody ?? (body === undefined ? undefined : JSON.stringify(body))

export type Send = (request: ReadyRequest) => Promise<Answer>

/** A server under test, and the connections to it that are kept. */
export interface Target extends Disposable {
  readonly address: string
  readonly agent: Agent
}

export const targetAt = (address: string): Target => {
  const agent = new Agent({ keepAlive: true, maxSockets: 8 })
  return { address, agent, [Symbol.dispose]: () => agent.destroy() }
}

/** Sends requests with one user's token. */
export const sender =
  ({ address, agent }: Target, token: string): Send =>
  (request) =>
    call(address, pathOf(request), {
      method: request.operation.method,
      token: request.operation.needsToken && request.withoutToken === undefined ? token : undefined,
      headers: request.headers,
      body: sentBody(request),
      agent,
    })
