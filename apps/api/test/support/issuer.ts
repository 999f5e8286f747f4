import { once } from 'node:events'
import { createServer } from 'node:http'
import { type KeyPair, makeKeyPair } from '@taskport/auth/testing'

/** A stand-in for a Better Auth server: it publishes keys as that does, and signs tokens with them. */
export interface Issuer extends AsyncDisposable {
  /** Its base URL. */
  readonly url: string
  /** A token for the user, signed with the first key. */
  tokenOf(userId: string): string
  /** Signs with a new key from now on, and publishes that one alone. */
  rotate(): void
  /** From now on its keys are answered with 500. */
  fail(): void
  /** How often its keys have been asked for. */
  keyRequests(): number
}

/** Publishes these keys; left out: a new one for EdDSA. */
export const openIssuer = async (
  keys: readonly [KeyPair, ...KeyPair[]] = [makeKeyPair('EdDSA')],
): Promise<Issuer> => {
  let published = keys
  let hasFailed = false
  let keyRequests = 0
  const server = createServer(({ url }, response) => {
    if (url === '/api/auth/jwks') keyRequests += 1
    if (hasFailed || url !== '/api/auth/jwks') {
      response.writeHead(hasFailed ? 500 : 404).end()
      return
    }
    response.end(JSON.stringify({ keys: published.map(({ jwk }) => jwk) }))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const url = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`
  return {
    url,
    tokenOf: (userId) => {
      const now = Math.floor(Date.now() / 1_000)
      return published[0].sign({ sub: userId, iss: url, aud: url, iat: now, exp: now + 900 })
    },
    rotate: () => {
      published = [makeKeyPair('EdDSA')]
    },
    fail: () => {
      hasFailed = true
    },
    keyRequests: () => keyRequests,
    [Symbol.asyncDispose]: async () => {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
}
