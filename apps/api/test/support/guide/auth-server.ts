/**
 * Serves what one of the guide's files exports as `auth`, signs somebody up, and tells where it is and what their token is. Run with
 * the name of the file.
 */
export const authServer = `
import { createServer } from 'node:http'
import { toNodeHandler } from 'better-auth/node'

let handle: ReturnType<typeof toNodeHandler> | null = null
const server = createServer((request, response) => void handle?.(request, response))
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
const address = server.address()
const url = \`http://127.0.0.1:\${typeof address === 'object' ? address?.port : ''}\`
process.env.BETTER_AUTH_URL = url
const { auth } = process.argv[2] === 'secret' ? await import('./lib/auth-with-secret') : await import('./lib/auth')
handle = toNodeHandler(auth.handler)

const signUp = await fetch(\`\${url}/api/auth/sign-up/email\`, {
  method: 'POST',
  headers: { 'content-type': 'application/json', origin: url },
  body: JSON.stringify({ name: 'Ada', email: 'ada@example.com', password: 'correct horse battery' }),
})
const { user } = await signUp.json()
const cookie = signUp.headers.getSetCookie().map((line) => line.split(';')[0]).join('; ')
const { token } = await (await fetch(\`\${url}/api/auth/token\`, { headers: { cookie } })).json()
console.log(JSON.stringify({ url, token, userId: user.id }))
`
