import { once } from 'node:events'
import { connect } from 'node:net'

/** A bare TCP connection, to say what no HTTP client would. Disposing of it destroys it. */
export interface RawConnection extends Disposable {
  /** A string is sent a character a byte (Latin-1). */
  send(data: string | Uint8Array): void
  /** Says that nothing more will be sent (FIN), and goes on reading. */
  finish(): void
  /** Destroys it, without a word. */
  leave(): void
  /** What has come so far, a byte a character (Latin-1). */
  received(): string
  /** All that came, once the server has closed it. @throws {Error} when that is not within `limitMs` milliseconds */
  closed(limitMs?: number): Promise<string>
  /** All that came so far, once it matches. @throws {Error} when the server closes it before, or 15 s have passed */
  until(pattern: RegExp): Promise<string>
}

const patienceMs = 15_000

/** @param address like `http://127.0.0.1:41234` */
export const rawConnection = async (address: string): Promise<RawConnection> => {
  const { hostname, port } = new URL(address)
  const socket = connect({ host: hostname, port: Number(port), allowHalfOpen: true, noDelay: true })
  await once(socket, 'connect')
  let text = ''
  let isClosed = false
  const changes = new EventTarget()
  const changed = () => changes.dispatchEvent(new Event('change'))
  const over = () => {
    isClosed = true
    changed()
  }
  socket.setEncoding('latin1').on('data', (chunk) => {
    text += chunk
    changed()
  })
  socket.on('end', over).on('close', over).on('error', over)

  const wait = (isDone: () => boolean, limitMs: number, complaint: string): Promise<string> =>
    new Promise((resolve, reject) => {
      const look = () => {
        if (isDone()) settle(() => resolve(text))
      }
      const limit = setTimeout(
        () =>
          settle(() => reject(new Error(`${complaint} within ${limitMs} ms, only: ${JSON.stringify(text)}`))),
        limitMs,
      )
      const settle = (how: () => void) => {
        clearTimeout(limit)
        changes.removeEventListener('change', look)
        how()
      }
      changes.addEventListener('change', look)
      look()
    })

  return {
    send: (data) => {
      socket.write(typeof data === 'string' ? Buffer.from(data, 'latin1') : data)
    },
    finish: () => {
      socket.end()
    },
    leave: () => {
      socket.destroy()
    },
    received: () => text,
    closed: (limitMs = patienceMs) => wait(() => isClosed, limitMs, 'The connection was not closed'),
    until: async (pattern) => {
      await wait(() => isClosed || pattern.test(text), patienceMs, `${pattern} did not come`)
      if (!pattern.test(text)) throw new Error(`${pattern} did not come, only: ${JSON.stringify(text)}`)
      return text
    },
    [Symbol.dispose]: () => {
      socket.destroy()
    },
  }
}
