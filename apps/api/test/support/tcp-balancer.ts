import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { call } from './call.js'

/** Sends connections to whichever of several instances says that it is ready, as load balancers do. */
export interface TcpBalancer extends AsyncDisposable {
  readonly address: string
  add(address: string): void
  remove(address: string): void
  /** Those that are sent connections at the moment. */
  ready(): readonly string[]
}

const isReady = (address: string): Promise<boolean> =>
  call(address, '/health/ready').then(
    ({ status }) => status === 200,
    () => false,
  )

/** Opens one that asks each instance every `checkMs` milliseconds. It never tries a connection twice. */
export const openTcpBalancer = async (checkMs: number): Promise<TcpBalancer> => {
  const instances = new Map<string, boolean>()
  const sockets = new Set<Socket>()
  let turn = 0
  const ready = () => [...instances].filter(([, answers]) => answers).map(([address]) => address)

  const keep = (socket: Socket, other: Socket) => {
    sockets.add(socket)
    socket.on('error', () => other.destroy())
    socket.on('close', () => sockets.delete(socket))
    socket.pipe(other)
  }
  const server = createServer((near) => {
    const all = ready()
    turn += 1
    const address = all[turn % all.length]
    if (address === undefined) {
      near.destroy()
      return
    }
    const { hostname, port } = new URL(address)
    const far = connect({ host: hostname, port: Number(port) })
    keep(near, far)
    keep(far, near)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const own = server.address()
  if (own === null || typeof own === 'string') throw new Error('The balancer does not listen')

  let isOver = false
  const check = async () => {
    while (!isOver) {
      for (const address of [...instances.keys()]) {
        const answers = await isReady(address)
        if (instances.has(address)) instances.set(address, answers)
      }
      await sleep(checkMs)
    }
  }
  const checking = check()

  return {
    address: `http://127.0.0.1:${own.port}`,
    add: (address) => void instances.set(address, false),
    remove: (address) => void instances.delete(address),
    ready,
    [Symbol.asyncDispose]: async () => {
      isOver = true
      await checking
      server.close()
      for (const socket of sockets) socket.destroy()
    },
  }
}
