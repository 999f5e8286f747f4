import { createHttpServer } from '@taskport/adapters-http'
import { connectionSettings } from '@taskport/adapters-postgres'
import { createAuthenticator, issueToken, sharedSecret } from '@taskport/auth'
import { limits, taskUseCases } from '@taskport/domain'
import { inMemoryPorts } from '@taskport/domain/in-memory'

if (connectionSettings('postgres://user@localhost/database').ssl !== false)
  throw new Error('TLS to localhost?')

const secret = 'a secret of this project, long enough'
const server = await createHttpServer({
  useCases: taskUseCases(inMemoryPorts()),
  authenticate: createAuthenticator({
    keys: [sharedSecret(secret)],
    subjectMaxLength: limits.ownerIdLength.max,
  }),
  tokenKeys: [crypto.getRandomValues(new Uint8Array(32))],
  ping: async () => {},
  allowedOrigins: [],
})
const address = await server.listen({ host: '127.0.0.1', port: 0 })
const created = await fetch(`${address}/api/tasks`, {
  method: 'POST',
  headers: {
    authorization: `Bearer ${issueToken({ secret, userId: 'alice' })}`,
    'content-type': 'application/json',
  },
  body: JSON.stringify({ title: 'Buy milk' }),
})
const stranger = await fetch(`${address}/api/tasks`)
const { data } = await created.json()
console.log(JSON.stringify({ created: created.status, title: data.title, stranger: stranger.status }))
await server.close()
