import { once } from 'node:events'
import { createServer } from 'node:net'
import { DemoError, type PortWish } from './settings.js'

/** The port, if it can be listened on at 127.0.0.1; 0 asks for any. Null when it is taken. */
const tryPort = async (port: number): Promise<number | null> => {
  const server = createServer()
  try {
    server.listen(port, '127.0.0.1')
    await once(server, 'listening')
    const address = server.address()
    return typeof address === 'object' && address !== null ? address.port : null
  } catch {
    return null
  } finally {
    server.close()
  }
}

/**
 * The port that is wished for, or any free one where nobody has asked for it.
 * @throws {DemoError} when the port that was asked for is in use
 */
export const findPort = async ({ variable, port, isAskedFor }: PortWish): Promise<number> => {
  const found = (await tryPort(port)) ?? (isAskedFor ? null : await tryPort(0))
  if (found !== null) return found
  throw new DemoError(`Port ${port} is in use: stop the program that uses it, or set ${variable} to another.`)
}
