import { once } from 'node:events'
import { createServer, type Socket } from 'node:net'

/** PostgreSQL's ErrorResponse: fields of a letter and a text, ended by zeros, after their length (protocol 3.0). */
const errorResponse = (code: string, message: string): Buffer => {
  const fields = Buffer.from(`SFATAL\0VFATAL\0C${code}\0M${message}\0\0`)
  const head = Buffer.from('E\0\0\0\0')
  head.writeUInt32BE(4 + fields.length, 1)
  return Buffer.concat([head, fields])
}

/** AuthenticationOk and ReadyForQuery. */
const welcome = Buffer.from('R\0\0\0\x08\0\0\0\0Z\0\0\0\x05I')

/** A server, or a proxy before one, that answers every connection with an error, in the same breath as a welcome if asked to. */
export const startRefusingServer = async (code: string, message: string, { isWelcoming = false } = {}) => {
  const sockets = new Set<Socket>()
  let answered = 0
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => {})
    socket.once('data', () => {
      answered += 1
      socket.end(Buffer.concat([...(isWelcoming ? [welcome] : []), errorResponse(code, message)]))
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The server does not listen')
  return {
    url: `postgres://ann:secret@127.0.0.1:${address.port}/db`,
    /** How many connections it has answered. */
    answered: () => answered,
    stop: async () => {
      for (const socket of sockets) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}
