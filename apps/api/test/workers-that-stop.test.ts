import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { call } from './support/call.js'
import { makeDirectory } from './support/directory.js'
import { embeddedServerPid, isRunning } from './support/embedded-server.js'
import { untilLogged } from './support/logged-lines.js'
import { beginSlowRequest } from './support/slow-request.js'
import { startApi } from './support/start-api.js'
import { secret } from './support/tokens.js'
import { openTwoWorkers, token } from './support/two-workers.js'
import { waitUntil } from './support/wait-until.js'
import { areGone, workerPids } from './support/worker-processes.js'

const workers = await openTwoWorkers()
after(() => workers[Symbol.asyncDispose]())
const { untilServing } = workers

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
