import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import type { TestContext } from 'node:test'
import type { FastifyInstance } from 'fastify'

const patienceMs = 15_000

/** Lets a server listen on some free port until the test is over. */
export const listen = async (t: TestContext, app: FastifyInstance): Promise<number> => {
  await app.listen({ port: 0, host: '127.0.0.1' })
  t.after(async () => {
    const closed = app.close()
    app.server.closeAllConnections()
    await closed
  })
  const address = app.server.address()
  if (typeof address !== 'object' || address === null) throw new Error('The server listens on no port')
  return address.port
}

/** A bare TCP connection, to say what no HTTP client would. */
export const openConnection = async (t: TestContext, port: number) => {
  const socket: Socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true })
  t.after(() => socket.destroy())
  await once(socket, 'connect')

  let text = ''
  let isOver = false
  const changes = new EventTarget()
  const changed = () => changes.dispatchEvent(new Event('change'))
  socket.setEncoding('utf8').on('data', (chunk) => {
    text += chunk
    changed()
  })
  const end = () => {
    isOver = true
    changed()
  }
  socket.on('end', end).on('close', end).on('error', end)

  const until = async (holds: () => boolean, what: string): Promise<string> => {
    const signal = AbortSignal.timeout(patienceMs)
    while (!holds()) {
      if (isOver || signal.aborted) throw new Error(`${what} did not come, only: ${text}`)
      await Promise.race([once(changes, 'change'), once(signal, 'abort')])
    }
    return text
  }

  return {
    send: (data: string | Uint8Array): void => {
      socket.write(data)
    },
    /** Says that nothing more will be sent, and goes on reading. */
    finish: (): void => {
      socket.end()
    },
    leave: (): void => {
      socket.destroy()
    },
    /** All that was received, as soon as it matches. */
    received: (pattern: RegExp) => until(() => pattern.test(text), String(pattern)),
    /** All that was received, as soon as the server has ended the connection. */
    ended: () => until(() => isOver, 'The end of the connection'),
  }
}

/** Splits the one answer that a connection received. */
export const answerIn = (text: string) => {
  const split = text.indexOf('\r\n\r\n')
  const [statusLine = '', ...fields] = text.slice(0, split).split('\r\n')
  const headers = Object.fromEntries(
    fields.map((field) => {
      const colon = field.indexOf(':')
      return [field.slice(0, colon).toLowerCase(), field.slice(colon + 1).trim()]
    }),
  )
  return { statusCode: Number(statusLine.split(' ')[1]), headers, body: text.slice(split + 4) }
}

/** Splits all that a connection received, by the Content-Length of each answer. */
export const answersIn = (text: string): ReturnType<typeof answerIn>[] => {
  const { statusCode, headers, body } = answerIn(text)
  const bytes = Buffer.from(body)
  const length = Number(headers['content-length'])
  const rest = bytes.subarray(length).toString()
  return [
    { statusCode, headers, body: bytes.subarray(0, length).toString() },
    ...(rest === '' ? [] : answersIn(rest)),
  ]
}
