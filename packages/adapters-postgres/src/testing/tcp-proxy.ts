import { once } from 'node:events'
import { connect, createServer, type Server, type Socket } from 'node:net'
import { oneWay, type Way } from './one-way.js'

/** Where bytes go: from the clients to the server, or back. */
export type Direction = 'toServer' | 'toClient'

/** A network between clients and the server at a port of 127.0.0.1, which can fail in several ways. */
export interface TcpProxy extends AsyncDisposable {
  /** Where it listens on 127.0.0.1; stays the same. */
  readonly port: number
  /** New connections reach the server, at once and at full speed. Those that lost bytes stay as they are, as after a partition. */
  pass(): Promise<void>
  /** Cuts all connections and refuses new ones, as a server does that is down. */
  refuse(): Promise<void>
  /** Accepts connections and lets no byte through, in either direction, in the present ones neither. */
  swallow(): Promise<void>
  /** From now on the present connections lose all bytes of one direction, the goodbye too; those of the other still pass. */
  lose(direction: Direction): void
  /** From now on the bytes of one direction are late or slow, in new connections and in present ones. */
  hinder(direction: Direction, way: Way): void
  /** The server is asleep: the next connection wakes it, which takes `wakeMs`; until then no connection is answered. */
  sleep(wakeMs: number): void
  /** Ends all present connections; new ones reach the server at this port of 127.0.0.1 instead. */
  lead(port: number): void
  /** Ends all present connections, as a process that is killed does. */
  cut(): void
  /** Resets all present connections, as a machine does that knows nothing of them. */
  reset(): void
  close(): Promise<void>
  /** Lets the process end though it listens. */
  unref(): void
}

const portOf = (server: Server): number => {
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The proxy does not listen')
  return address.port
}

/** Opens one that lets connections through to the server at this port of 127.0.0.1. */
export const openTcpProxy = async (serverPort: number): Promise<TcpProxy> => {
  let target = serverPort
  const clients = new Set<Socket>()
  const servers = new Set<Socket>()
  let isSwallowing = false
  let lost = new WeakSet<Socket>()
  let ways: Record<Direction, Way> = { toServer: {}, toClient: {} }
  let wakeMs: number | null = null
  let awakeAt = 0

  const all = () => [...clients, ...servers]
  const keep = (socket: Socket, sockets: Set<Socket>) => {
    sockets.add(socket)
    socket.on('error', () => {})
    socket.on('close', () => sockets.delete(socket))
  }

  const reachServer = (near: Socket) => {
    if (near.destroyed) return
    const far = connect({ port: target, host: '127.0.0.1', allowHalfOpen: true })
    keep(far, servers)
    oneWay(
      near,
      far,
      () => ways.toServer,
      () => lost.has(near),
    )
    oneWay(
      far,
      near,
      () => ways.toClient,
      () => lost.has(far),
    )
    near.resume()
  }

  const server = createServer({ allowHalfOpen: true, pauseOnConnect: true }, (near) => {
    keep(near, clients)
    if (isSwallowing) {
      near.resume()
      return
    }
    if (wakeMs !== null) {
      awakeAt = performance.now() + wakeMs
      wakeMs = null
    }
    const asleepMs = awakeAt - performance.now()
    if (asleepMs > 0) setTimeout(() => reachServer(near), asleepMs).unref()
    else reachServer(near)
  })

  const listen = async (port: number) => {
    server.listen(port, '127.0.0.1')
    await once(server, 'listening')
  }
  const cut = () => {
    for (const socket of all()) socket.destroy()
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
  const open = async () => {
    if (!server.listening) await listen(port)
  }

  return {
    port,
    pass: () => {
      isSwallowing = false
      ways = { toServer: {}, toClient: {} }
      return open()
    },
    refuse: stop,
    swallow: () => {
      isSwallowing = true
      lost = new WeakSet(all())
      return open()
    },
    lose: (direction) => {
      for (const socket of direction === 'toServer' ? clients : servers) lost.add(socket)
    },
    hinder: (direction, way) => {
      ways = { ...ways, [direction]: way }
    },
    sleep: (ms) => {
      wakeMs = ms
    },
    lead: (port) => {
      target = port
      cut()
    },
    cut,
    reset: () => {
      for (const socket of all()) socket.resetAndDestroy()
    },
    close: stop,
    unref: () => {
      server.unref()
      for (const socket of all()) socket.unref()
    },
    [Symbol.asyncDispose]: stop,
  }
}
