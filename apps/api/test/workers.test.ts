import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { entry, spawnApi } from './support/api-process.js'
import { at } from './support/at.js'
import { logged } from './support/logged-lines.js'
import { startApi } from './support/start-api.js'
import { tokenOf } from './support/tokens.js'
import { create, openTwoWorkers } from './support/two-workers.js'
import { waitUntil } from './support/wait-until.js'
import { workerPids } from './support/worker-processes.js'

const workers = await openTwoWorkers()
after(() => workers[Symbol.asyncDispose]())
const { environment, untilServing } = workers

test('Two workers answer at one address, and the log tells which', async () => {
  await using api = await untilServing()
  const answering = () =>
    new Set(logged(api, /^Request answered$/).map((line) => Number(at(line, 'process'))))
  // Which of them takes a connection is for the kernel to say.
  await waitUntil(async () => {
    assert.equal((await create(api.address)).status, 201)
    return answering().size === 2
  })
  assert.deepEqual(
    [...answering()].sort((one, other) => one - other),
    await workerPids(api.pid),
  )
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
