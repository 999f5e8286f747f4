import { type Agent, type IncomingHttpHeaders, request } from 'node:http'
import { text } from 'node:stream/consumers'

export interface Call {
  readonly method?: string
  readonly token?: string | undefined
  readonly headers?: Readonly<Record<string, string>>
  /** A string or bytes are sent as they are; anything else as JSON, with its content type. */
  readonly body?: unknown
  /** Keeps connections for the next requests; absent: each has its own. */
  readonly agent?: Agent | undefined
}

export interface Answer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly text: string
  /** The body as JSON; null when it is empty. */
  readonly body: unknown
}

const written = (body: unknown): string | Buffer | undefined => {
  if (body === undefined || typeof body === 'string' || Buffer.isBuffer(body)) return body
  return JSON.stringify(body)
}

/** One request. The path is sent as it is written, whatever a URL should look like. */
export const call = (
  address: string,
  path: string,
  { method = 'GET', token, headers = {}, body, agent }: Call = {},
): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const bytes = written(body)
    const sent = request(address, {
      path,
      method,
      agent: agent ?? false,
      headers: {
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(bytes === undefined
          ? {}
          : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(bytes) }),
        ...headers,
      },
    })
    sent.once('error', reject)
    sent.once('response', async (response) => {
      try {
        const received = await text(response)
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          text: received,
          body: received === '' ? null : JSON.parse(received),
        })
      } catch (error) {
        reject(error)
      }
    })
    sent.end(bytes)
  })
