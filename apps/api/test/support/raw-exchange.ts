import { connect } from 'node:net'
import { text } from 'node:stream/consumers'

/** Sends bytes that no HTTP client would and answers all that came back until the server closed the connection. */
export const rawExchange = async (address: string, bytes: string): Promise<string> => {
  const { hostname, port } = new URL(address)
  const socket = connect({ host: hostname, port: Number(port) })
  socket.write(bytes)
  return text(socket)
}
