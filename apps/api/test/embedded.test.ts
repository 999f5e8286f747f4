import assert from 'node:assert/strict'
import { once } from 'node:events'
import { readFile, stat } from 'node:fs/promises'
import { Agent, get } from 'node:http'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { issueToken } from '@taskport/auth'
import { type ApiProcess, entry, spawnApi } from './support/api-process.js'
import { at } from './support/at.js'
import { call } from './support/call.js'
import { makeDirectory } from './support/directory.js'
import { embeddedServerPid, isRunning } from './support/embedded-server.js'
import { runInShell } from './support/run-in-shell.js'
import { beginSlowRequest } from './support/slow-request.js'
import { startApi, untilListening } from './support/start-api.js'
import { waitUntil } from './support/wait-until.js'

const dataOf = ({ directory }: ApiProcess): string => join(directory, '.taskport')

const secretOf = async (api: ApiProcess): Promise<string> =>
  (await readFile(join(dataOf(api), 'secret'), 'utf8')).trim()

const tokenFor = async (api: ApiProcess): Promise<string> =>
  issueToken({ secret: await secretOf(api), userId: 'alice' })

const serverOf = async (api: ApiProcess): Promise<number> => {
  const pid = await embeddedServerPid(dataOf(api))
  if (pid === null) throw new Error('There is no embedded server')
  return pid
}

const modeOf = async (path: string): Promise<string> => ((await stat(path)).mode & 0o777).toString(8)

const untilLogged = (api: ApiProcess, message: RegExp) =>
  waitUntil(() => api.hasEnded() || api.log().some((line) => message.test(String(at(line, 'msg')))))

test('One command in an empty directory: it starts, greets, and the line that it prints creates a task', async () => {
  await using directory = await makeDirectory()
  const { path } = directory
  let created: unknown
  let secret: string
  {
    await using api = await startApi({ directory: path })
    await waitUntil(() => api.stderr().includes('curl'))
    assert.ok(api.stderr().includes(api.address))
    assert.ok(api.stderr().includes(dataOf(api)))
    const line = /^ *(curl .*)$/m.exec(api.stderr())?.[1] ?? ''
    const [status, ...body] = (await runInShell(line)).split('\n')
    assert.equal(status, '201')
    created = at(JSON.parse(body.join('\n')), 'data')
    assert.equal(at(created, 'title'), 'Buy milk')
    assert.equal(await modeOf(dataOf(api)), '700')
    assert.equal(await modeOf(join(dataOf(api), 'secret')), '600')
    secret = await secretOf(api)
    const server = await serverOf(api)
    assert.equal((await api.stop('SIGINT')).code, 0)
    assert.equal(await isRunning(server), false)
  }

  await using again = await startApi({ directory: path })
  assert.equal(await secretOf(again), secret)
  const list = await call(again.address, '/api/tasks', { token: await tokenFor(again) })
  assert.deepEqual(at(list.body, 'data', 'tasks'), [created])
})

test('After kill -9 it starts again, with every task, and leaves no second server', async () => {
  await using directory = await makeDirectory()
  const { path } = directory
  await using killed = await startApi({ directory: path })
  const token = await tokenFor(killed)
  const body = { title: 'Acknowledged' }
  assert.equal((await call(killed.address, '/api/tasks', { method: 'POST', token, body })).status, 201)
  const orphan = await serverOf(killed)
  await killed.stop('SIGKILL')

  await using again = await startApi({ directory: path })
  const list = await call(again.address, '/api/tasks', { token })
  assert.match(list.text, /"title":"Acknowledged"/)
  const server = await serverOf(again)
  assert.notEqual(server, orphan)
  assert.equal(await isRunning(orphan), false)
  assert.equal((await again.stop()).code, 0)
  assert.equal(await isRunning(server), false)
})

test('A second API on the same data directory says so and ends, while the first still answers', async () => {
  await using first = await startApi()
  const server = await serverOf(first)
  await using second = await spawnApi({ directory: first.directory })
  assert.equal((await second.end()).code, 1)
  const fatal = second.log().find((line) => at(line, 'level') === 'fatal')
  assert.match(
    String(at(fatal, 'msg')),
    /^Taskport could not start\. Another process keeps its database in .* TASKPORT_DATA_DIR\.$/,
  )
  assert.equal(await serverOf(first), server)
  const list = await call(first.address, '/api/tasks', { token: await tokenFor(first) })
  assert.equal(list.status, 200)
})

test('SIGTERM: a request under way is answered, an idle client holds nothing up, the server goes last', async () => {
  await using api = await startApi()
  const server = await serverOf(api)
  const token = await tokenFor(api)
  const agent = new Agent({ keepAlive: true })
  const [response] = await once(get(`${api.address}/health/live`, { agent }), 'response')
  await once(response.resume(), 'end')
  const slow = await beginSlowRequest(api.address, token)

  api.signal('SIGTERM')
  await untilLogged(api, /^Stopping/)
  const isRefused = () =>
    call(api.address, '/health/live').then(
      () => false,
      () => true,
    )
  await waitUntil(isRefused)
  assert.equal(api.hasEnded(), false)
  assert.equal(await isRunning(server), true)
  const answer = await slow.complete()
  assert.match(answer, /HTTP\/1\.1 201 Created\r\n.*"title":"Slow"/s)
  assert.match(answer, /\r\nconnection: close\r\n/i)

  const { code, ms } = await api.end()
  assert.equal(code, 0)
  assert.ok(ms < 6_000, `It took ${ms} ms, nearly the limit of 8 s for what is stuck`)
  assert.equal(await isRunning(server), false)
  assert.equal(await embeddedServerPid(dataOf(api)), null)
  agent.destroy()
})

test('A second signal cuts what is still open, also when signals come faster than one Ctrl-C is told from two', async () => {
  await using api = await startApi({ environment: { SHUTDOWN_LIMIT_S: '60' } })
  const server = await serverOf(api)
  const slow = await beginSlowRequest(api.address, await tokenFor(api))
  const start = performance.now()
  // Not longer than it takes: a process that is ending has no ears for signals any more, and would die of one.
  while (!/Asked again to stop/.test(api.stdout()) && performance.now() - start < 10_000) {
    api.signal('SIGTERM')
    await sleep(200)
  }
  assert.equal((await api.end()).code, 0)
  assert.doesNotMatch(await slow.received, /HTTP\/1\.1 201/)
  assert.equal(await isRunning(server), false)
})

test('Closing its terminal stops it and its server', async () => {
  await using api = await startApi()
  const server = await serverOf(api)
  assert.equal((await api.stop('SIGHUP')).code, 0)
  assert.equal(await isRunning(server), false)
})

test('Stopped while it starts, it leaves no server behind', async () => {
  await using api = await spawnApi()
  await untilLogged(api, /embedded PostgreSQL server is ready/)
  const server = await serverOf(api)
  assert.equal((await api.stop()).code, 0)
  await waitUntil(async () => !(await isRunning(server)))
})

test('Under npm, the end of the shell that started it stops it', async () => {
  // npm runs a script in a shell, and passes signals on to that shell alone.
  const script = '"$0" "$@" & wait'
  await using shell = await spawnApi({
    command: ['bash', '-c', script, process.execPath, entry],
    environment: { npm_lifecycle_event: 'start' },
  })
  const api = await untilListening(shell)
  const server = await serverOf(api)
  // Its output ends when the API has ended, not when the shell has.
  await api.stop('SIGTERM')
  await untilLogged(api, /^Stopped$/)
  assert.match(api.stdout(), /the npm script that started it has ended/)
  assert.equal(await isRunning(server), false)
})
