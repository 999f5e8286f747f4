import { connect } from 'node:net'

/** A client that takes its time. */
export interface SlowClient {
  /** How long the server put up with it, in milliseconds; never rejected. */
  readonly cutAfterMs: Promise<number>
  /** All that it was sent, where it reads. */
  received(): string
  close(): void
}

export interface Slowness {
  /** Sent at once. */
  readonly first: string
  /** Then sent a character at a time. */
  readonly rest?: string
  readonly everyMs?: number
  /** Takes nothing of what the server sends; looks after so many milliseconds whether it has been cut, by sending something. */
  readonly deafForMs?: number
}

/** Connects to the API and is slow. */
export const startSlowClient = (
  address: string,
  { first, rest = '', everyMs = 1_000, deafForMs }: Slowness,
): SlowClient => {
  const start = performance.now()
  const socket = connect({ host: '127.0.0.1', port: Number(new URL(address).port) })
  let received = ''
  let sent = 0
  let look: NodeJS.Timeout | undefined
  if (deafForMs !== undefined) {
    socket.pause()
    // The second time the first one's answer, that there is nobody, has arrived.
    look = setTimeout(() => {
      socket.write('\r\n')
      setTimeout(() => socket.write('\r\n'), 500).unref()
    }, deafForMs)
  } else
    socket.setEncoding('utf8').on('data', (chunk: string) => {
      received += chunk
    })
  socket.on('error', () => {})
  socket.write(first)
  const timer = setInterval(() => {
    if (sent < rest.length) socket.write(rest.charAt(sent))
    sent += 1
  }, everyMs)
  const cutAfterMs = new Promise<number>((resolve) => {
    socket.once('close', () => {
      clearInterval(timer)
      clearTimeout(look)
      resolve(performance.now() - start)
    })
  })
  return { cutAfterMs, received: () => received, close: () => socket.destroy() }
}
