import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { homedir, tmpdir } from 'node:os'
import { after, describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Clone, cloneRepository } from './support/clone.js'
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

for (const { who, parent, identity, node, isToTest } of newcomers) {
  describe(`a fresh clone of ${who}, in a directory with a space`, async () => {
    const clone: Clone = await cloneRepository(parent, 'fresh-clone-', identity)
    after(() => clone.remove())
    const port = await freePort()
    const address = `http://127.0.0.1:${port}`
    const options = {
      cwd: clone.directory,
      env: { ...newcomersEnvironment(clone.home, node), PORT: String(port) },
      identity,
    }

    test('the first command starts it, the README’s requests get the README’s answers, and the work tree keeps no trace', async () => {
      const [start] = await readmeExamples(clone.directory, 'Start')
      assert.ok(start)
      const api = spawn('sh', ['-c', start.command], {
        cwd: options.cwd,
        env: options.env,
        stdio: 'ignore',
        detached: true,
        ...identity,
      })
      const ended = once(api, 'close')
      try {
        await untilReady(address)
        const sections = ['First requests', 'A conflict', 'Catching up']
        const examples = (
          await Promise.all(sections.map((section) => readmeExamples(clone.directory, section)))
        ).flat()
        assert.ok(examples.length >= 11)
        const answered = await runExamples(examples, address, options)
        for (const [index, { command, answers }] of examples.entries()) {
          assert.deepEqual(masked(answered[index]), masked(answers), command)
        }
      } finally {
        if (api.pid !== undefined) process.kill(-api.pid, 'SIGTERM')
        await ended
      }
      assert.equal(await whatRunsOn(clone.directory), '', 'nothing of it runs on')
      assert.equal(await shell('git status --porcelain', options), '')
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
