import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { spawnApi } from './support/api-process.js'
import { at } from './support/at.js'
import { makeDirectory } from './support/directory.js'
import { isRunning } from './support/embedded-server.js'
import { inWorkers } from './support/in-workers.js'
import { logged, untilLogged } from './support/logged-lines.js'
import { create, openTwoWorkers } from './support/two-workers.js'
import { waitUntil } from './support/wait-until.js'
import { areGone, workerPids } from './support/worker-processes.js'

const workers = await openTwoWorkers()
after(() => workers[Symbol.asyncDispose]())
const { environment, untilServing } = workers

test('A worker that is killed is replaced, and requests go on meanwhile', async () => {
  await using api = await untilServing()
  const before = await workerPids(api.pid)
  const [victim = 0, survivor = 0] = before
  process.kill(victim, 'SIGKILL')
  await waitUntil(async () => !(await isRunning(victim)))
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
  // Lives half a second from when it has told the primary that it serves.
  const dying = await inWorkers(
    directory.path,
    `const tell = process.send
    process.send = (message, ...more) => {
      if (message.address) setTimeout(() => process.kill(process.pid, 'SIGKILL'), 500)
      return tell.call(process, message, ...more)
    }`,
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
