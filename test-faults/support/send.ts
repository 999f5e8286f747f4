import { type Agent, request } from 'node:http'
import { text } from 'node:stream/consumers'

/** What came back; status 0: nothing did, as the connection broke or 30 s went by. */
export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>
  readonly body: unknown
}

export interface Message {
  readonly method: string
  readonly path: string
  readonly token?: string
  readonly body?: unknown
  /** Keeps connections; absent: the request has one of its own. */
  readonly agent?: Agent
}

/** A request without an answer for so long hangs. */
export const hangingMs = 30_000

const none: Answer = { status: 0, headers: {}, body: null }

/** One request; never rejects. */
export const send = (address: string, { method, path, token, body, agent }: Message): Promise<Answer> =>
  new Promise((resolve) => {
    const bytes = body === undefined ? undefined : JSON.stringify(body)
    const sent = request(`${address}${path}`, {
      method,
      agent: agent ?? false,
      timeout: hangingMs,
      headers: {
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(bytes === undefined
          ? {}
          : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(bytes) }),
      },
    })
    sent.once('timeout', () => sent.destroy())
    sent.once('error', () => resolve(none))
    sent.once('response', (response) => {
      text(response).then(
        (received) =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            body: received === '' ? null : JSON.parse(received),
          }),
        () => resolve(none),
      )
    })
    sent.end(bytes)
  })
