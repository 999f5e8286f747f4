import assert from 'node:assert/strict'
import { Agent } from 'node:http'
import { after, test } from 'node:test'
import { type Answer, call } from './support/call.js'
import { migratedDatabase } from './support/database.js'
import { type RunningApi, startApi } from './support/start-api.js'
import { openTcpBalancer } from './support/tcp-balancer.js'
import { secret, tokenOf } from './support/tokens.js'
import { waitUntil } from './support/wait-until.js'

const resources = new AsyncDisposableStack()
after(() => resources.disposeAsync())
const database = resources.use(await migratedDatabase())

const clients = 16
const token = tokenOf('alice')

const startInstance = async (more: Readonly<Record<string, string>> = {}): Promise<RunningApi> =>
  resources.use(
    await startApi({
      environment: { NEON_DB_URL: database.url, BETTER_AUTH_SECRET: secret, SHUTDOWN_DELAY_S: '1', ...more },
    }),
  )

test('A stop with a delay: not ready at once, every request answered and told to leave, then closed', async () => {
  const api = await startInstance()
  api.signal('SIGTERM')
  let ready: Answer | null = null
  await waitUntil(async () => {
    ready = await call(api.address, '/health/ready')
    return ready.status === 503
  })
  const created = await call(api.address, '/api/tasks', { method: 'POST', token, body: { title: 'Late' } })
  assert.equal(created.status, 201)
  assert.equal(created.headers.connection, 'close')
  assert.equal((await call(api.address, '/health/live')).status, 200)
  const { code } = await api.end()
  assert.equal(code, 0)
})

test('A second signal ends the delay', async () => {
  const api = await startInstance({ SHUTDOWN_DELAY_S: '60' })
  const start = performance.now()
  while (!/Asked again to stop/.test(api.stdout()) && performance.now() - start < 10_000) {
    api.signal('SIGTERM')
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
  const { code } = await api.end()
  assert.equal(code, 0)
  assert.ok(performance.now() - start < 15_000)
})

test('Two instances behind a balancer, restarted one after the other under load: no request fails', async () => {
  const balancer = resources.use(await openTcpBalancer(100))
  const join = async (): Promise<RunningApi> => {
    const api = await startInstance()
    balancer.add(api.address)
    await waitUntil(() => balancer.ready().includes(api.address))
    return api
  }
  const instances = [await join(), await join()]

  const agent = new Agent({ keepAlive: true, maxSockets: clients })
  let isOver = false
  const statuses: Record<string, number> = {}
  const load = Promise.all(
    Array.from({ length: clients }, async () => {
      while (!isOver) {
        const body = { title: 'While they are restarted' }
        const outcome = await call(balancer.address, '/api/tasks', {
          method: 'POST',
          token,
          body,
          agent,
        }).then(
          ({ status }) => String(status),
          (error: unknown) => String(error),
        )
        statuses[outcome] = (statuses[outcome] ?? 0) + 1
      }
    }),
  )
  for (const instance of instances) {
    const { code } = await instance.stop()
    assert.equal(code, 0)
    balancer.remove(instance.address)
    await join()
  }
  isOver = true
  await load
  agent.destroy()
  assert.deepEqual(Object.keys(statuses), ['201'], JSON.stringify(statuses))
  assert.ok((statuses['201'] ?? 0) > 100)
})
