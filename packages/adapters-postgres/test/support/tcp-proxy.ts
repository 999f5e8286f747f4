import { once } from 'node:events'
import { connect, createServer, type Server, type Socket } from 'node:net'

type Mode = 'pass' | 'swallow'

/** A network between a client and the server at `target` on 127.0.0.1, which can fail in several ways. */
export interface TcpProxy {
  /** Where it listens on 127.0.0.1; stays the same. */
  readonly port: number
  /** New connections reach the server. Those that were swallowed stay so, as after a partition. */
  pass(): Promise<void>
  /** Cuts all connections and refuses new ones, as a server does that is down. */
  refuse(): Promise<void>
  /** Accepts connections and lets no byte through, in either direction, in the present ones neither. */
  swallow(): Promise<void>
  /** No byte of the clients reaches the server any more, not even their goodbye; the server's still reach them. */
  deafen(): void
  /** Cuts all present connections, as a process that is killed does. */
  cut(): void
  close(): Promise<void>
  /** Lets the process end though it listens. */
  unref(): void
}

const portOf = (server: Server): number => {
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The proxy does not listen')
  return address.port
}

export const openTcpProxy = async (target: number): Promise<TcpProxy> => {
  const sockets = new Set<Socket>()
  const clients = new Set<Socket>()
  let mode: Mode = 'pass'
  let swallowed = new WeakSet<Socket>()

  const keep = (socket: Socket) => {
    sockets.add(socket)
    socket.on('error', () => {})
    socket.on('close', () => sockets.delete(socket))
  }

  const forward = (from: Socket, to: Socket) => {
    from.on('data', (bytes) => {
      if (!swallowed.has(from)) to.write(bytes)
    })
    from.on('close', () => {
      if (!swallowed.has(from)) to.destroy()
    })
    from.on('end', () => {
      if (!swallowed.has(from)) to.end()
    })
  }

  const server = createServer({ allowHalfOpen: true }, (near) => {
    keep(near)
    clients.add(near)
    near.on('close', () => clients.delete(near))
    if (mode === 'swallow') {
      near.resume()
      return
    }
    const far = connect({ port: target, host: '127.0.0.1', allowHalfOpen: true })
    keep(far)
    forward(near, far)
    forward(far, near)
  })

  const listen = async (port: number) => {
    server.listen(port, '127.0.0.1')
    await once(server, 'listening')
  }
  const cut = () => {
    for (const socket of sockets) socket.destroy()
  }
  const stop = async () => {
    cut()
    if (!server.listening) return
    server.close()
    cut()
    await once(server, 'close')
  }

  await listen(0)
  const port = portOf(server)
  const open = async (next: Mode) => {
    mode = next
    if (!server.listening) await listen(port)
  }

  return {
    port,
    pass: () => open('pass'),
    refuse: stop,
    swallow: () => {
      swallowed = new WeakSet(sockets)
      return open('swallow')
    },
    deafen: () => {
      swallowed = new WeakSet(clients)
    },
    cut,
    close: stop,
    unref: () => {
      server.unref()
      for (const socket of sockets) socket.unref()
    },
  }
}
