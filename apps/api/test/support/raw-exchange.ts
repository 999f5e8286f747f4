import { rawConnection } from './raw-connection.js'

/** Sends bytes that no HTTP client would and answers all that came back until the server closed the connection. */
export const rawExchange = async (address: string, bytes: string | Uint8Array): Promise<string> => {
  using connection = await rawConnection(address)
  connection.send(bytes)
  return await connection.closed()
}
