import { generateKeyPairSync, randomUUID, sign } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'

/** A stand-in for a Better Auth server: it publishes keys as that does, and signs tokens with them. */
export interface Issuer extends AsyncDisposable {
  /** Its base URL. */
  readonly url: string
  /** A token for the user, signed with the newest key. */
  tokenOf(userId: string): string
  /** Signs with a new key from now on, and publishes that one alone. */
  rotate(): void
  /** From now on its keys are answered with 500. */
  fail(): void
}

const makeKey = () => ({ kid: randomUUID(), ...generateKeyPairSync('ed25519') })

const encode = (part: object): string => Buffer.from(JSON.stringify(part)).toString('base64url')

export const openIssuer = async (): Promise<Issuer> => {
  let key = makeKey()
  let hasFailed = false
  const server = createServer(({ url }, response) => {
    if (hasFailed || url !== '/api/auth/jwks') {
      response.writeHead(hasFailed ? 500 : 404).end()
      return
    }
    const { kid, publicKey } = key
    response.end(JSON.stringify({ keys: [{ alg: 'EdDSA', ...publicKey.export({ format: 'jwk' }), kid }] }))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const url = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`
  return {
    url,
    tokenOf: (userId) => {
      const now = Math.floor(Date.now() / 1_000)
      const claims = { sub: userId, iss: url, aud: url, iat: now, exp: now + 900 }
      const input = `${encode({ alg: 'EdDSA', kid: key.kid })}.${encode(claims)}`
      return `${input}.${sign(null, Buffer.from(input), key.privateKey).toString('base64url')}`
    },
    rotate: () => {
      key = makeKey()
    },
    fail: () => {
      hasFailed = true
    },
    [Symbol.asyncDispose]: async () => {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
}
