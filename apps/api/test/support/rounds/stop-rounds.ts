import assert from 'node:assert/strict'
import { Agent } from 'node:http'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { call } from '../call.js'
import { makeDirectory } from '../directory.js'
import { embeddedServerPid } from '../embedded-server.js'
import { startApi } from '../start-api.js'
import { secret, tokenOf } from '../tokens.js'
import { waitUntil } from '../wait-until.js'
import { areGone, workerPids } from '../worker-processes.js'

const clients = 16
const longestMs = 10_000
const token = tokenOf('alice')

/** On connections that are kept, until the server asks to close one. */
const writeUntilToldToLeave = async (address: string, agent: Agent, answered: () => void): Promise<void> => {
  for (;;) {
    const body = { title: 'Before the stop' }
    const answer = await call(address, '/api/tasks', { method: 'POST', token, body, agent })
    assert.equal(answer.status, 201, answer.text)
    if (answer.headers.connection === 'close') return
    answered()
  }
}

/** Stops the API with its embedded database under clients that write, again and again: none is cut, and nothing is left running. */
export const runStopRounds = async (rounds: number, workers: (round: number) => number): Promise<void> => {
  await using directory = await makeDirectory()
  const data = join(directory.path, '.taskport')
  for (let round = 1; round <= rounds; round += 1) {
    // On a machine that is busy with other tests a client may not come to send anything for longer than the 300 ms of leave-taking.
    const environment = { BETTER_AUTH_SECRET: secret, WORKERS: String(workers(round)), SHUTDOWN_DELAY_S: '1' }
    await using api = await startApi({ directory: directory.path, environment })
    await waitUntil(() => api.stderr().includes('curl'))
    const pids = [await embeddedServerPid(data), ...(await workerPids(api.pid))].filter((pid) => pid !== null)
    const agent = new Agent({ keepAlive: true, maxSockets: clients })
    let answers = 0
    const answered = () => {
      answers += 1
    }
    const load = Promise.all(
      Array.from({ length: clients }, () => writeUntilToldToLeave(api.address, agent, answered)),
    )
    load.catch(() => {})
    await waitUntil(() => answers > clients)
    await sleep(Math.random() * 300)
    const { code, ms } = await api.stop()
    await load
    agent.destroy()
    assert.equal(code, 0)
    assert.ok(ms < longestMs, `Round ${round} took ${ms} ms`)
    assert.equal(await areGone(pids), true, `Round ${round} left a process behind`)
    assert.equal(await embeddedServerPid(data), null)
  }
}
