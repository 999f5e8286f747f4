import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import { Agent } from 'node:http'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { type ApiProcess, entry, spawnApi } from './support/api-process.js'
import { at } from './support/at.js'
import { call } from './support/call.js'
import { type Database, migratedDatabase } from './support/database.js'
import { makeDirectory } from './support/directory.js'
import { embeddedServerPid, isRunning } from './support/embedded-server.js'
import { beginSlowRequest } from './support/slow-request.js'
import { startApi } from './support/start-api.js'
import { secret, tokenOf } from './support/tokens.js'
import { waitUntil } from './support/wait-until.js'
import { areGone, workerPids } from './support/worker-processes.js'

const resources = new AsyncDisposableStack()
after(() => resources.disposeAsync())
const database: Database = resources.use(await migratedDatabase())

const environment = { NEON_DB_URL: database.url, BETTER_AUTH_SECRET: secret, WORKERS: '2' }

const logged = (api: ApiProcess, message: RegExp): unknown[] =>
  api.log().filter((line) => message.test(String(at(line, 'msg'))))

const untilLogged = (api: ApiProcess, message: RegExp, times = 1) =>
  waitUntil(() => api.hasEnded() || logged(api, message).length >= times, 60_000)

const untilServing = async (options: Parameters<typeof startApi>[0] = {}) => {
  const api = await startApi({ ...options, environment: { ...environment, ...options.environment } })
  await untilLogged(api, /^Server listening/, 2)
  return api
}

const token = tokenOf('alice')
const create = (address: string, agent?: Agent) =>
  call(address, '/api/tasks', { method: 'POST', token, body: { title: 'To a worker' }, agent })

/** Loaded before a worker's program, and by that alone. */
const inWorkers = async (directory: string, code: string): Promise<Record<string, string>> => {
  const path = join(directory, 'first.mjs')
  await writeFile(path, `import cluster from 'node:cluster'\nif (cluster.isWorker) { ${code} }\n`)
  return { NODE_OPTIONS: `--import="${path}"` }
}

test('Two workers answer at one address, and the log tells which', async () => {
  await using api = await untilServing()
  for (let request = 0; request < 10; request += 1) assert.equal((await create(api.address)).status, 201)
  await untilLogged(api, /^Request answered$/, 10)
  const answering = new Set(logged(api, /^Request answered$/).map((line) => at(line, 'process')))
  assert.deepEqual([...answering].sort(), await workerPids(api.pid))
  assert.equal(answering.size, 2)
})

test('What there is one of is opened once: the migrations, the greeting', async () => {
  await using api = await untilServing()
  await waitUntil(() => api.stderr().includes('curl'))
  assert.equal(api.stderr().split('Taskport answers at').length, 2)
  assert.equal((await api.stop()).code, 0)
  assert.equal(logged(api, /^Stopped$/).length, 1)
})

test('Workers share one rate, unless each is to count for itself', async () => {
  const served = async (more: Readonly<Record<string, string>>) => {
    await using api = await untilServing({ environment: { RATE_PER_USER: '4', ...more } })
    const headers = {
      authorization: `Bearer ${tokenOf(`rated ${crypto.randomUUID()}`)}`,
      connection: 'close',
    }
    let answers = 0
    // Many at once, so that every worker takes some of them.
    for (let turn = 0; turn < 15; turn += 1) {
      const statuses = await Promise.all(
        Array.from({ length: 10 }, async () => (await fetch(`${api.address}/api/tasks`, { headers })).status),
      )
      answers += statuses.filter((status) => status === 200).length
    }
    return answers
  }
  assert.equal(await served({}), 4)
  assert.equal(await served({ RATES_SHARED: 'false' }), 8)
})

test('A worker that is killed is replaced, and requests go on meanwhile', async () => {
  await using api = await untilServing()
  const before = await workerPids(api.pid)
  const [victim = 0, survivor = 0] = before
  process.kill(victim, 'SIGKILL')
  await waitUntil(async () => !(await isRunning(victim)))
  // Until then the primary may hand a connection to a process that is no more.
  await untilLogged(api, /^A worker has ended by itself/)
  for (let request = 0; request < 10; request += 1) assert.equal((await create(api.address)).status, 201)
  await untilLogged(api, /^A worker serves in its place$/)
  const after = await workerPids(api.pid)
  assert.equal(after.length, 2)
  assert.ok(after.includes(survivor) && !after.includes(victim))
  const [line] = logged(api, /^A worker has ended by itself/)
  assert.equal(at(line, 'how'), 'SIGKILL')
  assert.equal(at(line, 'worker'), victim)
})

test('A worker that is killed under load leaves no client waiting', async () => {
  await using api = await untilServing()
  let isOver = false
  const clients = Array.from({ length: 8 }, async () => {
    const outcomes: string[] = []
    while (!isOver) {
      const headers = { connection: 'close' }
      const signal = AbortSignal.timeout(10_000)
      const answer = await fetch(`${api.address}/health/live`, { headers, signal }).catch((error: unknown) =>
        error instanceof Error ? error.name : 'unknown',
      )
      outcomes.push(typeof answer === 'string' ? answer : String(answer.status))
    }
    return outcomes
  })
  for (let kill = 0; kill < 3; kill += 1) {
    const [victim = 0] = await workerPids(api.pid)
    process.kill(victim, 'SIGKILL')
    await waitUntil(() => logged(api, /^A worker serves in its place$/).length > kill)
  }
  isOver = true
  const outcomes = (await Promise.all(clients)).flat()
  assert.ok(outcomes.filter((outcome) => outcome === '200').length > 20, `${outcomes.length} requests`)
  // A connection of the worker that dies is reset; that is told at once.
  assert.deepEqual(
    outcomes.filter((outcome) => outcome !== '200' && outcome !== 'TypeError'),
    [],
  )
})

test('A worker whose program stops it drains, and is replaced as well', async () => {
  await using api = await untilServing()
  const [leaving = 0] = await workerPids(api.pid)
  const load = (async () => {
    for (let request = 0; request < 100; request += 1) assert.equal((await create(api.address)).status, 201)
  })()
  process.kill(leaving, 'SIGTERM')
  await load
  await untilLogged(api, /^A worker serves in its place$/)
  assert.equal((await workerPids(api.pid)).length, 2)
})

test('Workers that end again and again are started more and more slowly', async () => {
  await using directory = await makeDirectory()
  // Lives just long enough to serve.
  const dying = await inWorkers(
    directory.path,
    'setTimeout(() => process.kill(process.pid, "SIGKILL"), 1500)',
  )
  await using api = await spawnApi({ directory: directory.path, environment: { ...environment, ...dying } })
  await untilLogged(api, /^A worker has ended by itself/, 6)
  const delays = logged(api, /^A worker has ended by itself/).map((line) => Number(at(line, 'delayMs')))
  assert.deepEqual(
    delays.slice(0, 6).sort((one, other) => one - other),
    [100, 100, 200, 200, 400, 400],
  )
  assert.equal((await api.stop()).code, 0)
})

test('A first worker that cannot start ends the whole, and says why', async () => {
  await using other = await startApi({ environment: { ...environment, WORKERS: '1' } })
  const { port } = new URL(other.address)
  await using api = await spawnApi({ environment: { ...environment, PORT: port } })
  assert.equal((await api.end()).code, 1)
  const fatal = logged(api, /^Taskport could not start/).map((line) => String(at(line, 'msg')))
  assert.equal(fatal.length, 2)
  assert.match(fatal[0] ?? '', /^Taskport could not start\. Port \d+ on 127\.0\.0\.1 is in use: stop /)
  assert.match(
    fatal[1] ?? '',
    /^Taskport could not start\. A worker \(process \d+\) ended before it served: exit code 1\./,
  )
})

test('A worker that ends at once, or never comes to serve, leaves no other behind', async () => {
  await using directory = await makeDirectory()
  const second = 'cluster.worker.id === 2'
  const ending = await inWorkers(directory.path, `if (${second}) process.exit(7)`)
  await using ended = await spawnApi({
    directory: directory.path,
    environment: { ...environment, ...ending },
  })
  assert.equal((await ended.end()).code, 1)
  assert.match(ended.stdout(), /ended before it served: exit code 7\. Its own lines in the log say why\./)

  const hanging = await inWorkers(directory.path, `if (${second}) for (;;);`)
  await using hung = await spawnApi({
    directory: directory.path,
    environment: { ...environment, ...hanging },
  })
  await waitUntil(async () => hung.hasEnded() || (await workerPids(hung.pid)).length === 2)
  const pids = await workerPids(hung.pid)
  const { code, ms } = await hung.stop()
  assert.equal(code, 0, hung.stdout())
  assert.ok(ms < 5_000, `It took ${ms} ms`)
  assert.equal(await areGone(pids), true)
})

test('SIGTERM: every worker answers what it was asked, and all are gone', async () => {
  await using api = await untilServing()
  const pids = await workerPids(api.pid)
  const slow = await Promise.all([1, 2, 3, 4].map(() => beginSlowRequest(api.address, token)))
  api.signal('SIGTERM')
  await untilLogged(api, /^Stopping/, 3)
  await sleep(500)
  assert.equal(api.hasEnded(), false)
  for (const request of slow)
    assert.match(await request.complete(), /^HTTP\/1\.1 100.*HTTP\/1\.1 201 Created/s)
  assert.equal((await api.end()).code, 0)
  assert.equal(await areGone(pids), true)
})

test('A second signal cuts what is still open in every worker', async () => {
  await using api = await untilServing({ environment: { SHUTDOWN_LIMIT_S: '60' } })
  const pids = await workerPids(api.pid)
  const slow = await Promise.all([1, 2].map(() => beginSlowRequest(api.address, token)))
  const start = performance.now()
  while (!/Asked again to stop/.test(api.stdout()) && performance.now() - start < 10_000) {
    api.signal('SIGTERM')
    await sleep(200)
  }
  assert.equal((await api.end()).code, 0)
  for (const request of slow) assert.doesNotMatch(await request.received, /HTTP\/1\.1 201/)
  assert.equal(await areGone(pids), true)
})

test('A worker that does not listen any more is killed at the limit', async () => {
  await using api = await untilServing({ environment: { SHUTDOWN_LIMIT_S: '1' } })
  const [frozen = 0] = await workerPids(api.pid)
  process.kill(frozen, 'SIGSTOP')
  const { code, ms } = await api.stop()
  assert.equal(code, 0)
  assert.ok(ms < 8_000, `It took ${ms} ms`)
  assert.equal(await isRunning(frozen), false)
})

test('Ctrl-C, which the terminal sends to all of them, is one stop', async () => {
  await using api = await untilServing()
  const pids = await workerPids(api.pid)
  const slow = await beginSlowRequest(api.address, token)
  for (const pid of [...pids, api.pid]) process.kill(pid, 'SIGINT')
  await untilLogged(api, /^Stopping/, 3)
  assert.match(await slow.complete(), /HTTP\/1\.1 201 Created/)
  assert.equal((await api.end()).code, 0)
  assert.doesNotMatch(api.stdout(), /ended by itself|Asked again/)
})

test('After kill -9 of the primary nothing runs on: the workers drain, and end the embedded server', async () => {
  await using directory = await makeDirectory()
  await using api = await startApi({
    directory: directory.path,
    environment: { WORKERS: '2', BETTER_AUTH_SECRET: secret },
  })
  await untilLogged(api, /^Server listening/, 2)
  const data = join(directory.path, '.taskport')
  const server = (await embeddedServerPid(data)) ?? 0
  const pids = await workerPids(api.pid)
  assert.equal(pids.length, 2)
  const slow = await beginSlowRequest(api.address, token)
  process.kill(api.pid, 'SIGKILL')
  await waitUntil(() => /the primary has ended/.test(api.stdout()))
  assert.match(await slow.complete(), /HTTP\/1\.1 201 Created/)
  await waitUntil(() => areGone([...pids, server]))
  assert.equal(await embeddedServerPid(data), null)

  await using again = await startApi({
    directory: directory.path,
    environment: { BETTER_AUTH_SECRET: secret },
  })
  const list = await call(again.address, '/api/tasks', { token })
  assert.match(list.text, /"title":"Slow"/)
})

test('SIGUSR2 replaces the workers one after the other and cuts no request', async () => {
  await using api = await untilServing()
  const before = await workerPids(api.pid)
  const agent = new Agent({ keepAlive: true, maxSockets: 8 })
  let isOver = false
  let answered = 0
  const load = Promise.all(
    Array.from({ length: 8 }, async () => {
      while (!isOver) {
        assert.equal((await create(api.address, agent)).status, 201)
        answered += 1
      }
    }),
  )
  load.catch(() => {})
  api.signal('SIGUSR2')
  await untilLogged(api, /^The workers are replaced$/)
  isOver = true
  await load
  agent.destroy()
  const after = await workerPids(api.pid)
  assert.equal(after.length, 2)
  assert.ok(after.every((pid) => !before.includes(pid)))
  assert.ok(answered > 50, String(answered))
})

test('Workers that cannot be replaced stay', async () => {
  await using directory = await makeDirectory()
  // The first two are those of the start.
  const failing = await inWorkers(directory.path, 'if (cluster.worker.id > 2) process.exit(7)')
  await using api = await untilServing({ directory: directory.path, environment: failing })
  const before = await workerPids(api.pid)
  api.signal('SIGUSR2')
  await untilLogged(api, /^The workers are not all replaced/)
  assert.deepEqual(await workerPids(api.pid), before)
  assert.equal((await create(api.address)).status, 201)
  assert.equal((await api.stop()).code, 0)
})

test('Started as a worker of a process manager, it is no worker of ours: it serves alone, and refuses to start others', async () => {
  const script = `const cluster = require('node:cluster'); cluster.setupPrimary({ exec: ${JSON.stringify(entry)}, execArgv: [] })
    cluster.on('exit', (_, code) => process.exit(code)); const worker = cluster.fork()
    process.on('SIGTERM', () => worker.process.kill('SIGTERM'))`
  const command = [process.execPath, '-e', script]
  await using alone = await startApi({ command, environment: { ...environment, WORKERS: '1' } })
  assert.equal((await create(alone.address)).status, 201)
  await using several = await spawnApi({ command, environment })
  assert.equal((await several.end()).code, 1)
  assert.match(several.stdout(), /Taskport could not start\. WORKERS is for a process that may start others/)
})
