import assert from 'node:assert/strict'
import { Agent } from 'node:http'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { at } from '../at.js'
import { call } from '../call.js'
import { makeDirectory } from '../directory.js'
import { embeddedServerPid, isRunning } from '../embedded-server.js'
import { type RunningApi, startApi } from '../start-api.js'
import { secret, tokenOf } from '../tokens.js'
import { waitUntil } from '../wait-until.js'

const clients = 8
const token = tokenOf('alice')

/** Writes until the connection breaks; adds the id of each task that was acknowledged, and of each that was sent. */
const writeUntilCut = async (
  { address }: RunningApi,
  agent: Agent,
  sent: Set<string>,
  acknowledged: Set<string>,
): Promise<void> => {
  for (;;) {
    const id = crypto.randomUUID()
    sent.add(id)
    const body = { id, title: 'Through a crash' }
    const answer = await call(address, '/api/tasks', { method: 'POST', token, body, agent }).catch(() => null)
    if (answer === null) return
    // The database may be gone a moment before the API is.
    if (answer.status === 503) return
    assert.equal(answer.status, 201, answer.text)
    acknowledged.add(id)
  }
}

/** All that the user has, a page after the other. */
const storedIds = async ({ address }: RunningApi): Promise<string[]> => {
  const ids: string[] = []
  let since = ''
  for (;;) {
    const { body } = await call(address, `/api/changes?limit=1000${since}`, { token })
    const tasks = at(body, 'data', 'tasks')
    assert.ok(Array.isArray(tasks))
    ids.push(...tasks.map((task) => String(at(task, 'id'))))
    if (at(body, 'data', 'hasMore') !== true) return ids
    since = `&since=${at(body, 'data', 'since')}`
  }
}

/** Kills the API with its embedded database under 8 clients that write, again and again, and counts what is left, as Jepsen does. */
export const runKillRounds = async (rounds: number, workers: (round: number) => number): Promise<void> => {
  await using directory = await makeDirectory()
  const sent = new Set<string>()
  const acknowledged = new Set<string>()
  const start = (round: number) =>
    startApi({
      directory: directory.path,
      environment: { BETTER_AUTH_SECRET: secret, WORKERS: String(workers(round)), LOG_LEVEL: 'info' },
    })

  for (let round = 1; round <= rounds; round += 1) {
    await using api = await start(round)
    const before = acknowledged.size
    const agent = new Agent({ keepAlive: true, maxSockets: clients })
    const load = Promise.all(
      Array.from({ length: clients }, () => writeUntilCut(api, agent, sent, acknowledged)),
    )
    load.catch(() => {})
    await waitUntil(() => acknowledged.size > before)
    await sleep(Math.random() * 800)
    await api.stop('SIGKILL')
    await load
    agent.destroy()
  }

  await using api = await start(rounds + 1)
  const stored = await storedIds(api)
  const kept = new Set(stored)
  assert.equal(kept.size, stored.length, 'no task is there twice')
  assert.deepEqual(
    [...acknowledged].filter((id) => !kept.has(id)),
    [],
    'what was acknowledged is there',
  )
  assert.deepEqual(
    stored.filter((id) => !sent.has(id)),
    [],
    'what was never sent is not there',
  )
  const data = join(directory.path, '.taskport')
  const server = (await embeddedServerPid(data)) ?? 0
  assert.equal((await api.stop()).code, 0)
  assert.equal(await isRunning(server), false)
}
