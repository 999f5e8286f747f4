import assert from 'node:assert/strict'
import { Agent } from 'node:http'
import { after, test } from 'node:test'
import { isDeepStrictEqual } from 'node:util'
import { makeDirectory } from './support/directory.js'
import { inWorkers } from './support/in-workers.js'
import { untilLogged } from './support/logged-lines.js'
import { create, openTwoWorkers } from './support/two-workers.js'
import { waitUntil } from './support/wait-until.js'
import { workerPids } from './support/worker-processes.js'

const workers = await openTwoWorkers()
after(() => workers[Symbol.asyncDispose]())
const { untilServing } = workers

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
  await waitUntil(async () => isDeepStrictEqual(await workerPids(api.pid), before))
  assert.equal((await create(api.address)).status, 201)
  assert.equal((await api.stop()).code, 0)
})
