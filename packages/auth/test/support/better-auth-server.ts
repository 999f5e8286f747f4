import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import { type BetterAuthOptions, betterAuth } from 'better-auth'
import { memoryAdapter } from 'better-auth/adapters/memory'
import { toNodeHandler } from 'better-auth/node'
import { jwt } from 'better-auth/plugins/jwt'
import { SECRET } from './raw-token.js'

/** A user of a Better Auth server, signed in. */
export interface SignedIn {
  readonly userId: string
  /** As the answer to the sign-up tells it. */
  readonly sessionToken: string
  /** The value of the session's cookie, as a browser keeps it. */
  readonly sessionCookie: string
  /** The value of the cookie that the session is cached in; undefined when it is not cached. */
  readonly cachedSession: string | undefined
  /** A new token from `/api/auth/token`. */
  getToken(): Promise<string>
}

export interface BetterAuthServer extends AsyncDisposable {
  /** Its base URL, without a slash at the end. */
  readonly url: string
  /** How many requests for its keys have come so far. */
  keyRequests(): number
  /** The tokens of the verification links that it has sent. */
  readonly verificationTokens: readonly string[]
  signUp(name: string): Promise<SignedIn>
  /** Takes away the keys that it signs with; it makes a new one when it next needs one. */
  rotateKeys(): void
}

interface BetterAuthServerOptions {
  /** Options of its `jwt` plugin; none when left out, as in its documentation. */
  readonly jwtOptions?: Parameters<typeof jwt>[0]
  readonly session?: BetterAuthOptions['session']
  /** Written behind the base URL that it is given, such as a slash. */
  readonly suffix?: string
}

const cookiesOf = (response: Response): Map<string, string> =>
  new Map(
    response.headers.getSetCookie().map((line): [string, string] => {
      const [name = '', value = ''] = line.slice(0, line.indexOf(';')).split('=', 2)
      return [name, decodeURIComponent(value)]
    }),
  )

const textIn = (value: unknown, ...names: readonly string[]): string => {
  let found = value
  for (const name of names) {
    found = typeof found === 'object' && found !== null ? new Map(Object.entries(found)).get(name) : undefined
  }
  if (typeof found !== 'string') throw new Error(`No ${names.join('.')} in ${JSON.stringify(value)}`)
  return found
}

/** Better Auth puts some variables above its options, and would tell its makers of its use where one says so. */
const clearEnvironment = (): void => {
  for (const name of Object.keys(process.env)) if (name.startsWith('BETTER_AUTH_')) delete process.env[name]
  process.env.BETTER_AUTH_TELEMETRY = '0'
}

/** Better Auth itself, in this process, with its data in memory and its routes on 127.0.0.1. */
export const openBetterAuth = async ({
  jwtOptions,
  session,
  suffix = '',
}: BetterAuthServerOptions = {}): Promise<BetterAuthServer> => {
  clearEnvironment()
  let keyRequests = 0
  let handle: RequestListener = (_request, response) => response.writeHead(503).end()
  const server = createServer((request, response) => {
    if (request.url?.endsWith('/jwks')) keyRequests += 1
    handle(request, response)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const url = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`

  const verificationTokens: string[] = []
  const tables: Record<string, Record<string, unknown>[]> = {
    user: [],
    session: [],
    account: [],
    verification: [],
    jwks: [],
  }
  const auth = betterAuth({
    baseURL: `${url}${suffix}`,
    secret: SECRET,
    database: memoryAdapter(tables),
    emailAndPassword: { enabled: true },
    emailVerification: {
      sendOnSignUp: true,
      sendVerificationEmail: async ({ token }) => {
        verificationTokens.push(token)
      },
    },
    plugins: [jwt(jwtOptions)],
    ...(session === undefined ? {} : { session }),
    logger: { disabled: true },
    telemetry: { enabled: false },
  })
  handle = toNodeHandler(auth)

  const signUp = async (name: string): Promise<SignedIn> => {
    const response = await fetch(`${url}/api/auth/sign-up/email`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: url },
      body: JSON.stringify({ name, email: `${name}@example.com`, password: 'correct horse battery' }),
    })
    const body: unknown = await response.json()
    const cookies = cookiesOf(response)
    const cookie = [...cookies].map(([key, value]) => `${key}=${encodeURIComponent(value)}`).join('; ')
    return {
      userId: textIn(body, 'user', 'id'),
      sessionToken: textIn(body, 'token'),
      sessionCookie: cookies.get('better-auth.session_token') ?? '',
      cachedSession: cookies.get('better-auth.session_data'),
      getToken: async () => {
        const answer = await fetch(`${url}/api/auth/token`, { headers: { cookie } })
        return textIn(await answer.json(), 'token')
      },
    }
  }

  return {
    url,
    keyRequests: () => keyRequests,
    verificationTokens,
    signUp,
    rotateKeys: () => {
      tables.jwks = []
    },
    [Symbol.asyncDispose]: async () => {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
}
