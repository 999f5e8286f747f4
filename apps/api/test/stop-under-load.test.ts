import assert from 'node:assert/strict'
import { Agent, request } from 'node:http'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { migratedDatabase } from './support/database.js'
import { startApi } from './support/start-api.js'
import { secret, tokenOf } from './support/tokens.js'

const clients = 50

/** Creates a task on a connection that is kept alive. Answers whether the server asked to close it. */
const createTask = (address: string, agent: Agent, token: string): Promise<boolean> =>
  new Promise((resolve, reject) => {
    const body = '{"title":"Under load"}'
    const sent = request(`${address}/api/tasks`, {
      method: 'POST',
      agent,
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        'content-length': body.length,
      },
    })
    sent.once('error', reject)
    sent.once('response', (response) => {
      assert.equal(response.statusCode, 201)
      response.once('error', reject)
      response.once('end', () => resolve(response.headers.connection === 'close'))
      response.resume()
    })
    sent.end(body)
  })

test('SIGTERM under load cuts no request: clients that keep their connections are told to leave', async () => {
  await using database = await migratedDatabase()
  await using api = await startApi({ environment: { NEON_DB_URL: database.url, BETTER_AUTH_SECRET: secret } })
  const agent = new Agent({ keepAlive: true, maxSockets: clients })
  const token = tokenOf('alice')
  const untilToldToLeave = async () => {
    while (!(await createTask(api.address, agent, token)));
  }
  const load = Promise.all(Array.from({ length: clients }, untilToldToLeave))
  load.catch(() => {})
  await sleep(500)
  const { code } = await api.stop()
  await load
  assert.equal(code, 0)
  agent.destroy()
})
