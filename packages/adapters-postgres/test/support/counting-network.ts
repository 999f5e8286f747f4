import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'

/** A network between a client and the server at `target` on 127.0.0.1 that counts what passes. */
export interface CountingNetwork {
  readonly port: number
  /** How often the server has been asked and has answered that it is ready, since the last call: round trips. */
  roundTrips(): number
  /** How many times something of the client's went out, since the last call. */
  packets(): number
  close(): Promise<void>
}

const readyForQuery = 'Z'.charCodeAt(0)

/** Counts a server's messages of one kind (PostgreSQL's manual, "Message Formats": a letter, then a length that counts itself). */
const messageCounter = (letter: number) => {
  let rest = Buffer.alloc(0)
  return (bytes: Buffer): number => {
    rest = Buffer.concat([rest, bytes])
    let count = 0
    while (rest.length >= 5 && rest.length >= 1 + rest.readInt32BE(1)) {
      if (rest[0] === letter) count += 1
      rest = rest.subarray(1 + rest.readInt32BE(1))
    }
    return count
  }
}

export const openCountingNetwork = async (target: number): Promise<CountingNetwork> => {
  const sockets = new Set<Socket>()
  let roundTrips = 0
  let packets = 0
  const keep = (socket: Socket) => {
    sockets.add(socket)
    socket.on('error', () => {})
  }
  const server = createServer((near) => {
    const far = connect({ port: target, host: '127.0.0.1' })
    const count = messageCounter(readyForQuery)
    keep(near)
    keep(far)
    near.on('data', (bytes) => {
      packets += 1
      far.write(bytes)
    })
    far.on('data', (bytes) => {
      roundTrips += count(typeof bytes === 'string' ? Buffer.from(bytes) : bytes)
      near.write(bytes)
    })
    near.on('close', () => far.destroy())
    far.on('close', () => near.destroy())
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The network does not listen')
  return {
    port: address.port,
    roundTrips: () => {
      const count = roundTrips
      roundTrips = 0
      return count
    },
    packets: () => {
      const count = packets
      packets = 0
      return count
    },
    close: async () => {
      for (const socket of sockets) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}
