import { once } from 'node:events'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'

/** A creation of a task whose body is on its way. */
export interface SlowRequest {
  /** Sends the rest and answers the whole response, or what came of it before the connection was cut. */
  complete(): Promise<string>
  /** What came until the connection ended; never rejected. */
  readonly received: Promise<string>
}

/** Sends the headers of a request and the first byte of its body, and waits until the server has begun to read it. */
export const beginSlowRequest = async (address: string, token: string): Promise<SlowRequest> => {
  const { hostname, port, host } = new URL(address)
  const body = '{"title":"Slow"}'
  const socket = connect({ host: hostname, port: Number(port) })
  await once(socket, 'connect')
  let received = ''
  const head =
    `POST /api/tasks HTTP/1.1\r\nHost: ${host}\r\nAuthorization: Bearer ${token}\r\n` +
    `Content-Type: application/json\r\nContent-Length: ${body.length}\r\nExpect: 100-continue\r\n\r\n`
  socket.write(head)
  // The server says "100 Continue" once it has the headers, so that from here on the request is under way.
  const [first] = await once(socket, 'data')
  received += String(first)
  socket.write(body.slice(0, 1))
  const rest = text(socket).then(
    (later) => received + later,
    () => received,
  )
  return {
    received: rest,
    complete: () => {
      socket.write(body.slice(1))
      return rest
    },
  }
}
