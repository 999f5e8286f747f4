import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import {
  type Authentication,
  createAuthenticator,
  type JwksSourceOptions,
  jwksSource,
  sharedSecret,
} from '@taskport/auth'
import type { Jwk } from './key-pair.js'
import { NOW, SECRET } from './raw-token.js'

/** An issuer's key server on 127.0.0.1, of any manners. Disposing of it closes it. */
export interface KeyServer extends AsyncDisposable {
  readonly url: string
  /** How many requests have come so far. */
  requests(): number
  /** Answers from now on with this key set; before, with an empty one. */
  publish(...keys: readonly unknown[]): void
  /** Answers from now on in this way. */
  answer(listener: RequestListener): void
}

export const openKeyServer = async (...keys: readonly Jwk[]): Promise<KeyServer> => {
  let requests = 0
  let listener: RequestListener
  const publish = (...published: readonly unknown[]): void => {
    listener = (_request, response) => {
      response.setHeader('content-type', 'application/json').end(JSON.stringify({ keys: published }))
    }
  }
  publish(...keys)
  const server = createServer((request, response) => {
    requests += 1
    listener(request, response)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return {
    url: `http://127.0.0.1:${port}/api/auth/jwks`,
    requests: () => requests,
    publish,
    answer: (other) => {
      listener = other
    },
    [Symbol.asyncDispose]: async () => {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
}

/** An authenticator of `SECRET` and a key server's keys, with a clock of its own for how old those are. */
export const authenticatorOf = (
  { url }: Pick<KeyServer, 'url'>,
  options: Partial<JwksSourceOptions> = {},
) => {
  let milliseconds = 1_000_000
  const failures: string[] = []
  const authenticate = createAuthenticator({
    keys: [
      sharedSecret(SECRET),
      jwksSource({
        url,
        now: () => milliseconds,
        onFailure: (problem) => failures.push(problem),
        ...options,
      }),
    ],
    subjectMaxLength: 255,
    now: () => NOW * 1000,
  })
  return {
    authenticate,
    /** What has been told of failed fetches, the oldest first. */
    failures,
    /** What becomes of a token, in a word: `accepted`, or the reason. */
    verdict: async (token: string): Promise<string> => inAWord(await authenticate(token)),
    pass: (seconds: number): void => {
      milliseconds += seconds * 1000
    },
  }
}

const inAWord = (authentication: Authentication): string =>
  authentication.outcome === 'accepted'
    ? authentication.outcome
    : `${authentication.outcome}: ${authentication.reason}`
