import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { access, chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { cloneRepository } from './support/clone.js'
import { freePort } from './support/free-port.js'
import { asProcessOne, canBeProcessOne, familyOf, processOneUnder } from './support/process-one.js'
import { newcomersEnvironment, repository } from './support/repository.js'
import { runDockerfile } from './support/run-dockerfile.js'
import { shell } from './support/shell.js'

const isRoot = process.getuid?.() === 0

/** Without the base image. 89 when last measured; with what is for development, and the embedded PostgreSQL, some 500. */
const mostMegabytes = 100

/** How long `docker stop` waits until it kills. */
const gracePeriodMs = 10_000

const opened = new AsyncDisposableStack()
after(() => opened.disposeAsync())

const place = await mkdtemp(join(tmpdir(), 'container-'))
opened.defer(() => rm(place, { recursive: true, force: true }))
await chmod(place, 0o755)
const machine = newcomersEnvironment(place, 'of the repository')

/** Starts the API and answers once it is ready. */
const start = async (
  command: readonly string[],
  {
    lastSignal = 'SIGTERM',
    ...options
  }: {
    cwd: string
    env: Record<string, string>
    uid?: number
    gid?: number
    /** Ends it when the test has failed. */
    lastSignal?: NodeJS.Signals
  },
) => {
  const [file = '', ...args] = command
  const child = spawn(file, args, { ...options, stdio: ['ignore', 'pipe', 'inherit'] })
  const ended = once(child, 'close')
  let log = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    log += text
  })
  opened.defer(async () => {
    child.kill(lastSignal)
    await ended
  })
  const address = `http://127.0.0.1:${options.env.PORT}`
  for (let attempt = 0; attempt < 120; attempt += 1) {
    const answer = await fetch(`${address}/health/ready`).catch(() => null)
    if (answer?.status === 200)
      return { address, pid: child.pid ?? 0, exitCode: ended.then(([code]) => code), log: () => log }
    if (child.exitCode !== null) break
    await sleep(500)
  }
  throw new Error(`${command.join(' ')} did not become ready\n${log}`)
}

/** A PostgreSQL server: the embedded one of an API, which nobody asks for anything. */
const openDatabase = async (): Promise<string> => {
  const data = join(place, 'data')
  const env = { ...machine, PORT: String(await freePort()), TASKPORT_DATA_DIR: data }
  const { log } = await start(['node', join(repository, 'apps/api/dist/main.js')], { cwd: place, env })
  const port = /"port":(\d+)/.exec(log())?.[1]
  const password = (await readFile(join(data, 'postgres', 'password'), 'utf8')).trim()
  return `postgres://taskport:${password}@127.0.0.1:${port}/taskport`
}

test('the Dockerfile’s steps make an API that serves, is small, reads alone, and stops as it should', async () => {
  const clone = await cloneRepository(place, 'clone-')
  // What is on a developer's machine and must not get into an image.
  await writeFile(join(clone.directory, '.env'), 'NEON_DB_URL=postgres://secret@localhost/secret\n')
  await mkdir(join(clone.directory, 'packages/domain/node_modules/planted'), { recursive: true })
  const { directory, environment, command, healthCheck, user } = await runDockerfile(
    clone.directory,
    place,
    machine,
  )
  const unneeded = [
    'packages/domain/test',
    'docs',
    'apps/web',
    'node_modules/better-auth',
    'node_modules/esbuild',
  ]
  for (const path of ['.env', 'packages/domain/node_modules/planted', ...unneeded]) {
    await assert.rejects(access(join(directory, path)), path)
  }

  const [kilobytes = ''] = (await shell('du -sk .', { cwd: directory, env: machine })).split('\t')
  const megabytes = Number(kilobytes) / 1_024
  assert.ok(megabytes > 1 && megabytes < mostMegabytes, `${megabytes} MB`)

  const env = {
    PATH: machine.PATH ?? '',
    ...environment,
    PORT: String(await freePort()),
    NEON_DB_URL: await openDatabase(),
    BETTER_AUTH_SECRET: 'of the container alone: 7d1f0c52b6 7d1f0c52b6',
    WORKERS: '2',
  }
  const mark = join(place, 'before')
  await writeFile(mark, '')
  // As in a container; whoever may not make one starts it as an ordinary process, which hears signals all the same.
  const isFirst = canBeProcessOne()
  console.log(isFirst ? 'It runs as process 1' : 'It cannot be process 1 here')
  const identity = isRoot && !isFirst ? user : {}
  const whole = isFirst ? asProcessOne(command, user) : command
  // What makes it process 1 is deaf to other signals, and takes it with it.
  const api = await start(whole, { cwd: directory, env, ...identity, lastSignal: 'SIGKILL' })
  const main = isFirst ? await processOneUnder(api.pid) : api.pid

  const inside = { cwd: directory, env, identity: isRoot ? user : undefined }
  await shell(healthCheck.join(' '), inside)
  await assert.rejects(
    shell(healthCheck.join(' '), { ...inside, env: { ...env, PORT: '1' } }),
    /does not answer/,
  )

  const token = (await shell('node apps/api/dist/commands/token.js --sub alice', inside)).trim()
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
  const body = '{"title":"From a container"}'
  const created = await fetch(`${api.address}/api/tasks`, { method: 'POST', headers, body })
  assert.equal(created.status, 201)
  assert.equal((await fetch(`${api.address}/docs`)).status, 200)

  const [worker] = await familyOf(main)
  assert.ok(worker)
  process.kill(worker.pid, 'SIGKILL')
  while (!/A worker serves in its place/.test(api.log())) await sleep(100)
  const family = await familyOf(main)
  assert.deepEqual([family.length, family.filter(({ isZombie }) => isZombie)], [2, []])
  assert.equal((await fetch(`${api.address}/health/ready`)).status, 200)

  const asked = performance.now()
  process.kill(main, 'SIGTERM')
  assert.equal(await api.exitCode, 0)
  assert.ok(performance.now() - asked < gracePeriodMs, 'Docker would have killed it')
  assert.equal(await shell(`find . -newer '${mark}'`, { cwd: directory, env: machine }), '')
})
