import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { cloneRepository } from './support/clone.js'
import { freePort } from './support/free-port.js'
import { masked, readmeExamples, runExamples } from './support/readme.js'
import { newcomersEnvironment } from './support/repository.js'
import { shell } from './support/shell.js'

const isRoot = process.getuid?.() === 0

/** `nobody`, on Debian and most others. */
const ordinaryUser = { uid: 65_534, gid: 65_534 }

const untilReady = async (address: string): Promise<void> => {
  for (let attempt = 0; attempt < 120; attempt += 1) {
    const answer = await fetch(`${address}/health/ready`).catch(() => null)
    if (answer?.status === 200) return
    await sleep(500)
  }
  throw new Error(`${address} did not become ready within a minute`)
}

/** Waits for the end of `npm ci`, of which that file is the last; how long it takes is the registry's and the network's. */
const untilInstalled = async (directory: string): Promise<void> => {
  for (let attempt = 0; attempt < 600; attempt += 1) {
    if (existsSync(join(directory, 'node_modules/.package-lock.json'))) return
    await sleep(500)
  }
  throw new Error(`Nothing was installed in ${directory} within five minutes`)
}

/** The processes that were started from a directory, once they have had time to end. */
const whatRunsOn = async (directory: string): Promise<string> => {
  const options = { cwd: '/', env: newcomersEnvironment('/', 'of the machine') }
  let left = ''
  for (let attempt = 0; attempt < 40; attempt += 1) {
    left = await shell(`ps -eo args | grep -F "${directory}" | grep -v grep || true`, options)
    if (left === '') break
    await sleep(500)
  }
  return left
}

const newcomers = [
  {
    who: 'the current user, in the home directory, with the Node of the machine',
    parent: homedir(),
    identity: undefined,
    node: 'of the machine',
    // It takes minutes, and for root `.ci/run` is this newcomer: a step of its own runs it, in the fresh clone that CI has made.
    isToTest: !isRoot,
  },
  {
    who: 'an ordinary user, with Node 26',
    parent: tmpdir(),
    identity: isRoot ? ordinaryUser : undefined,
    node: 'of the repository',
    isToTest: true,
  },
] as const

/** Each with a clone of their own. */
const equipped = await Promise.all(
  newcomers.map(async (newcomer) => ({
    ...newcomer,
    clone: await cloneRepository(newcomer.parent, 'fresh-clone-', newcomer.identity),
    port: await freePort(),
  })),
)
after(() => Promise.all(equipped.map(({ clone }) => clone.remove())))

// Side by side: for much of the time each waits for the registry and for a start.
describe('newcomers', { concurrency: true }, () => {
  for (const { who, identity, node, isToTest, clone, port } of equipped) {
    describe(`a fresh clone of ${who}, in a directory with a space`, { concurrency: false }, () => {
      const address = `http://127.0.0.1:${port}`
      const options = {
        cwd: clone.directory,
        env: { ...newcomersEnvironment(clone.home, node), PORT: String(port) },
        identity,
      }

      /** Starts the API as the README says, or the demo, and ends it when `work` is done, all of it. */
      const whileRunning = async (
        command: string,
        env: Readonly<Record<string, string>>,
        work: () => Promise<void>,
      ) => {
        await rm(join(clone.directory, 'node_modules'), { recursive: true, force: true })
        const started = spawn('sh', ['-c', command], {
          cwd: options.cwd,
          env: { ...options.env, ...env },
          stdio: 'ignore',
          detached: true,
          ...identity,
        })
        const ended = once(started, 'close')
        const brokenOff = ended.then(() => Promise.reject(new Error(`"${command}" has ended by itself`)))
        brokenOff.catch(() => {})
        try {
          await Promise.race([brokenOff, untilInstalled(clone.directory).then(() => untilReady(address))])
          await work()
        } finally {
          if (started.pid !== undefined) process.kill(-started.pid, 'SIGTERM')
          await ended
        }
        assert.equal(await whatRunsOn(clone.directory), '', 'nothing of it runs on')
        assert.equal(await shell('git status --porcelain', options), '')
      }

      test('the first command starts it, the README’s requests get the README’s answers, and the work tree keeps no trace', async () => {
        const [start] = await readmeExamples(clone.directory, 'Start')
        assert.ok(start)
        await whileRunning(start.command, {}, async () => {
          const sections = ['First requests', 'A conflict', 'Catching up']
          const examples = (
            await Promise.all(sections.map((section) => readmeExamples(clone.directory, section)))
          ).flat()
          assert.ok(examples.length >= 11)
          const answered = await runExamples(examples, address, options)
          for (const [index, { command, answers }] of examples.entries()) {
            assert.deepEqual(masked(answered[index]), masked(answers), command)
          }
        })
      })

      test('the demo starts as the README says, shows its page, and leaves no trace either', async () => {
        const [demo] = await readmeExamples(clone.directory, 'See it in a browser')
        assert.ok(demo)
        await whileRunning(demo.command, { API_PORT: String(await freePort()) }, async () => {
          const page = await fetch(address)
          assert.equal(page.status, 200)
          assert.match(await page.text(), /<title>Taskport<\/title>/)
        })
      })

      if (!isToTest) return
      test('the second command, `npm test`, passes, and the work tree keeps no trace', async () => {
        const [second] = await readmeExamples(clone.directory, 'Test')
        assert.ok(second)
        await shell(second.command, options)
        assert.equal(await shell('git status --porcelain', options), '')
      })
    })
  }
})
