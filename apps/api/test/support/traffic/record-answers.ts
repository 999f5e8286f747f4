import { Socket } from 'node:net'
import { tokensIn } from './tokens-in.js'
import { keepTraffic } from './traffic-directory.js'

/** Of a socket that HTTP came in by: what has come so far. Null: something else did. */
const received = new WeakMap<Socket, string[] | null>()

const asText = (chunk: unknown): string => {
  if (typeof chunk === 'string') return chunk
  return chunk instanceof Uint8Array ? Buffer.from(chunk).toString('latin1') : ''
}

const noteReceived = (socket: Socket, text: string): void => {
  const earlier = received.get(socket)
  if (earlier) earlier.push(text)
  if (earlier !== undefined || text === '') return
  const isHttp = text.startsWith('HTTP/1.')
  received.set(socket, isHttp ? [text] : null)
  if (isHttp) socket.once('close', () => keepTraffic('answers', (received.get(socket) ?? []).join('')))
}

const { push, write } = Socket.prototype

/**
 * Loaded before a test file: notes every answer over HTTP that reaches its process, whatever client asked, and every part of a
 * token that leaves it. It looks at sockets, so that no test has to think of it.
 */
Object.defineProperties(Socket.prototype, {
  push: {
    configurable: true,
    writable: true,
    value(this: Socket, ...args: Parameters<typeof push>): boolean {
      noteReceived(this, asText(args[0]))
      return push.apply(this, args)
    },
  },
  write: {
    configurable: true,
    writable: true,
    value(this: Socket, ...args: Parameters<typeof write>): boolean {
      keepTraffic('secrets', tokensIn(asText(args[0])).join('\n'))
      return write.apply(this, args)
    },
  },
})
