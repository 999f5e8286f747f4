import assert from 'node:assert/strict'
import { once } from 'node:events'
import { get } from 'node:http'
import { text } from 'node:stream/consumers'
import { after, test } from 'node:test'
import { at } from './support/at.js'
import { call } from './support/call.js'
import { migratedDatabase } from './support/database.js'
import { logged, untilLogged } from './support/logged-lines.js'
import { type Figures, figuresAt } from './support/metrics/figures.js'
import { freePort } from './support/metrics/free-port.js'
import { type RunningApi, startApi } from './support/start-api.js'
import { secret, tokenOf } from './support/tokens.js'
import { waitUntil } from './support/wait-until.js'
import { workerPids } from './support/worker-processes.js'

const database = await migratedDatabase()
after(() => database[Symbol.asyncDispose]())
const token = tokenOf('alice')
const requests = 'taskport_http_requests_total'
const asked = { method: 'GET', route: '/api/tasks', status: '200' }

/** What a worker answers at `/metrics`, on a connection of its own: fetch would stay on one, and so with one worker. */
const scrape = async (api: RunningApi) => {
  const [response] = await once(get(`${api.address}/metrics`, { agent: false }), 'response')
  return { status: response.statusCode, text: await text(response) }
}

const startWorkers = async (more: Readonly<Record<string, string>> = {}) => {
  const api = await startApi({
    environment: { NEON_DB_URL: database.url, BETTER_AUTH_SECRET: secret, WORKERS: '2', ...more },
  })
  await untilLogged(api, /^Server listening/, 2)
  return api
}

const startWithOwnPort = async () => {
  const port = await freePort()
  const api = await startWorkers({ METRICS_PORT: String(port) })
  return { api, figures: () => figuresAt(`http://127.0.0.1:${port}/metrics`) }
}

/** Each on a connection of its own, which any of the workers may take. */
const ask = async (api: RunningApi, times: number) => {
  for (let count = 0; count < times; count += 1) {
    assert.equal((await call(api.address, '/api/tasks', { token })).status, 200)
  }
}

const isCounted = (times: number) => (figures: Figures) => figures.sum(requests, asked) === times

/** A request is counted when its answer is out, which its client may know first. */
const untilCounted = async (figures: () => Promise<Figures>, times: number): Promise<Figures> => {
  let last = await figures()
  await waitUntil(async () => {
    last = await figures()
    return isCounted(times)(last)
  })
  return last
}

test('Whichever worker is asked, it tells the sum of all', async () => {
  await using api = await startWorkers()
  let times = 0
  await waitUntil(async () => {
    await ask(api, 1)
    times += 1
    await untilLogged(api, /^Request answered$/, times)
    return new Set(logged(api, /^Request answered$/).map((line) => at(line, 'process'))).size === 2
  })
  const count = /^taskport_http_requests_total\{method="GET",route="\/api\/tasks",status="200"\} (\d+)$/m
  await waitUntil(async () => count.exec((await scrape(api)).text)?.[1] === String(times))
  for (let turn = 0; turn < 6; turn += 1)
    assert.equal(count.exec((await scrape(api)).text)?.[1], String(times))
  assert.equal((await api.stop()).code, 0)
})

test('On a port of their own the primary tells the figures as if all processes were one', async () => {
  const { api, figures } = await startWithOwnPort()
  await using _ = api
  assert.equal((await fetch(`${api.address}/metrics`)).status, 404)
  await ask(api, 10)
  const all = await untilCounted(figures, 10)
  const seconds = 'taskport_http_request_duration_seconds'
  assert.equal(all.sum(`${seconds}_count`, { route: '/api/tasks' }), 10)
  assert.equal(all.sum(`${seconds}_bucket`, { route: '/api/tasks', le: '+Inf' }), 10)
  assert.equal(all.sum('taskport_db_gate_wait_seconds_count'), 10)
  assert.equal(all.samples('taskport_build_info').length, 1)
  assert.equal(all.sum('taskport_build_info'), 1)
  assert.ok(all.sum('taskport_db_connections') >= 2)
  const now = Date.now() / 1_000
  for (const name of ['process_start_time_seconds', 'taskport_trash_last_purge_timestamp_seconds']) {
    assert.ok(Math.abs(now - all.sum(name)) < 600, name)
  }
  for (const { value } of all.samples('nodejs_eventloop_utilization_summary')) assert.ok(value <= 1)

  await using alone = await startApi({
    environment: { NEON_DB_URL: database.url, BETTER_AUTH_SECRET: secret },
  })
  const names = ({ families }: Figures) => families.map(({ name, type }) => `${name} ${type}`).sort()
  assert.deepEqual(names(all), names(await figuresAt(`${alone.address}/metrics`)))

  assert.equal((await api.stop()).code, 0)
  await assert.rejects(figures())
})

test('What a worker has counted stays in the sum when it is killed', async () => {
  const { api, figures } = await startWithOwnPort()
  await using _ = api
  await ask(api, 10)
  await untilCounted(figures, 10)
  const [victim = 0] = await workerPids(api.pid)
  process.kill(victim, 'SIGKILL')
  while (logged(api, /^A worker serves in its place$/).length === 0 && !api.hasEnded()) {
    assert.equal((await figures()).sum(requests, asked), 10)
  }
  assert.equal((await figures()).sum(requests, asked), 10)
  await ask(api, 10)
  await untilCounted(figures, 20)
})

test('A worker that is replaced tells at its end what nobody has asked it for yet', async () => {
  const { api, figures } = await startWithOwnPort()
  await using _ = api
  await ask(api, 10)
  for (const times of [1, 2]) {
    api.signal('SIGUSR2')
    await untilLogged(api, /^The workers are replaced$/, times)
  }
  await ask(api, 5)
  await untilCounted(figures, 15)
  assert.equal((await figures()).sum('taskport_http_requests_in_flight'), 0)
})

test('A worker that does not answer is counted as before, and named in the log once', async () => {
  const { api, figures } = await startWithOwnPort()
  await using _ = api
  await ask(api, 10)
  const before = await untilCounted(figures, 10)
  const [frozen = 0] = await workerPids(api.pid)
  process.kill(frozen, 'SIGSTOP')
  const started = performance.now()
  const after = await figures()
  assert.ok(performance.now() - started < 5_000)
  assert.equal(after.sum(requests, asked), 10)
  assert.equal((await figures()).sum(requests, asked), 10)
  const memory = 'process_resident_memory_bytes'
  assert.ok(after.sum(memory) < 0.9 * before.sum(memory), 'what is of a moment is not told of it')
  const lines = logged(api, /^Workers did not tell their figures in time/)
  assert.deepEqual(
    lines.map((line) => at(line, 'workers')),
    [[frozen]],
  )
  process.kill(frozen, 'SIGCONT')
  await waitUntil(async () => (await figures()).sum(memory) > 0.9 * before.sum(memory))
  assert.equal((await api.stop()).code, 0)
})

test('While the workers drain whose primary was killed, there is no sum to tell: 503, and nothing that looks like a new start', async () => {
  await using api = await startWorkers({ SHUTDOWN_DELAY_S: '3' })
  await ask(api, 4)
  process.kill(api.pid, 'SIGKILL')
  await waitUntil(() => (api.stdout().match(/the primary has ended/g) ?? []).length === 2)
  const scrapes = await Promise.all(Array.from({ length: 10 }, () => scrape(api)))
  assert.deepEqual(new Set(scrapes.map(({ status }) => status)), new Set([503]))
  assert.doesNotMatch(api.stdout(), /fault of ours/)
})

test('A port of their own that is taken ends the start of workers with what to do', async () => {
  await using other = await startApi({
    environment: { NEON_DB_URL: database.url, BETTER_AUTH_SECRET: secret },
  })
  const { port } = new URL(other.address)
  await assert.rejects(
    startWorkers({ METRICS_PORT: port }),
    /is in use: stop the program that uses it, or choose another with METRICS_PORT\./,
  )
})
