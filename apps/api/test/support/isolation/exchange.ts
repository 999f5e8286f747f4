import { rawExchange } from '../raw-exchange.js'
import { tokenOf } from '../tokens.js'

/** A request as it is written on the wire. */
export interface Sent {
  readonly method: string
  /** With its query, encoded. */
  readonly path: string
  /** Whose token is sent; null: none. */
  readonly userId: string | null
  readonly headers?: Readonly<Record<string, string>>
  /** Sent as JSON; undefined: no body. */
  readonly body?: unknown
}

/** An answer, byte by byte. */
export interface Received {
  readonly status: number
  /** The status line and the header lines in their order, without `Date`. */
  readonly head: string
  readonly body: string
}

const written = ({ method, path, userId, headers = {}, body }: Sent, host: string): string => {
  const json = body === undefined ? '' : JSON.stringify(body)
  const lines = {
    Host: host,
    Connection: 'close',
    ...(userId === null ? {} : { Authorization: `Bearer ${tokenOf(userId)}` }),
    ...(body === undefined
      ? {}
      : { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(json) }),
    ...headers,
  }
  const head = Object.entries(lines).map(([name, value]) => `${name}: ${value}`)
  return `${[`${method} ${path} HTTP/1.1`, ...head].join('\r\n')}\r\n\r\n${json}`
}

/** Sends a request on a connection of its own. */
export const exchange = async (address: string, sent: Sent): Promise<Received> => {
  const received = await rawExchange(address, Buffer.from(written(sent, new URL(address).host)))
  const text = Buffer.from(received, 'latin1').toString()
  const end = text.indexOf('\r\n\r\n')
  const head = text.slice(0, end).replace(/^date: .*\r\n/im, '')
  return { status: Number(/^HTTP\/1\.1 (\d{3}) /.exec(head)?.[1]), head, body: text.slice(end + 4) }
}

/** All that a caller can see of an answer, but for the id of the request. */
export const visible = ({ head, body }: Received): string =>
  `${head}\r\n\r\n${body.replace(/"requestId":"[^"]*"/, '"requestId":"…"')}`

/**
 * The same without what differs between two tasks of one user that are otherwise alike: their ids, instants and versions, and
 * the lengths of those.
 */
export const visibleOfAny = (received: Received): string =>
  visible(received)
    .replace(/[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}/gi, '<id>')
    .replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/g, '<instant>')
    .replace(/"version":\d+/g, '"version":<version>')
    .replace(/^etag: "\d+"/im, 'etag: <version>')
    .replace(/^content-length: \d+/im, 'content-length: <length>')
