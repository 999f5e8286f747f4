import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net'

/** Stands between the API and its database at another port of 127.0.0.1. */
export interface TcpProxy extends AsyncDisposable {
  /** Stays the same. */
  readonly port: number
  /** Cuts all connections and refuses new ones, as a server does that is down. */
  refuse(): Promise<void>
  /** Lets connections through again. */
  pass(): Promise<void>
}

const isAddress = (address: AddressInfo | string | null): address is AddressInfo =>
  typeof address === 'object' && address !== null

const listen = async (server: Server, port: number): Promise<number> => {
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (!isAddress(address)) throw new Error('The proxy does not listen')
  return address.port
}

/** Opens one that lets connections through. */
export const openTcpProxy = async (target: number): Promise<TcpProxy> => {
  const sockets = new Set<Socket>()
  const keep = (socket: Socket, other: Socket) => {
    sockets.add(socket)
    socket.on('error', () => {})
    socket.on('close', () => {
      sockets.delete(socket)
      other.destroy()
    })
    socket.pipe(other)
  }
  const server = createServer((near) => {
    const far = connect({ port: target, host: '127.0.0.1' })
    keep(near, far)
    keep(far, near)
  })
  const refuse = async () => {
    if (server.listening) server.close()
    for (const socket of sockets) socket.resetAndDestroy()
    while (server.listening || sockets.size > 0) await new Promise((resolve) => setTimeout(resolve, 5))
  }
  const port = await listen(server, 0)
  return {
    port,
    refuse,
    pass: async () => {
      await listen(server, port)
    },
    [Symbol.asyncDispose]: refuse,
  }
}
