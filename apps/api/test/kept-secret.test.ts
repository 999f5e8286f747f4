import assert from 'node:assert/strict'
import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { secretProblem } from '@taskport/auth'
import { ConfigurationError } from '../src/configuration/configuration-error.js'
import { keptSecret } from '../src/configuration/kept-secret.js'
import { makeDirectory } from './support/directory.js'

const modeOf = async (path: string): Promise<string> => ((await stat(path)).mode & 0o777).toString(8)

test('Twenty at once in a directory that is not there yet agree on one secret, which only its owner can read', async () => {
  await using parent = await makeDirectory()
  const directory = join(parent.path, 'data')
  const secrets = await Promise.all(Array.from({ length: 20 }, () => keptSecret(directory)))
  const [secret = ''] = secrets
  assert.equal(new Set(secrets).size, 1)
  assert.equal(secretProblem(secret), null)
  assert.equal(await keptSecret(directory), secret)
  assert.deepEqual(await readdir(directory), ['secret'])
  assert.equal(await modeOf(join(directory, 'secret')), '600')
  assert.equal(await modeOf(directory), '700')
})

test('Each directory has a secret of its own', async () => {
  await using one = await makeDirectory()
  await using other = await makeDirectory()
  assert.notEqual(await keptSecret(one.path), await keptSecret(other.path))
})

test('A damaged file is refused with what to do, and not replaced', async () => {
  await using directory = await makeDirectory()
  const path = join(directory.path, 'secret')
  for (const damaged of ['', 'half', 'better-auth-secret-12345678901234567890']) {
    await writeFile(path, damaged)
    await assert.rejects(keptSecret(directory.path), (error) => {
      assert.ok(error instanceof ConfigurationError)
      assert.ok(error.message.includes(path))
      assert.match(error.message, /Delete the file to have a new one made\.$/)
      assert.ok(damaged === '' || !error.message.includes(damaged))
      return true
    })
    assert.equal(await readFile(path, 'utf8'), damaged)
  }
})

test('A directory that cannot hold it is named', async () => {
  await using directory = await makeDirectory()
  await writeFile(join(directory.path, 'file'), '')
  await mkdir(join(directory.path, 'taken', 'secret'), { recursive: true })
  for (const name of ['file', 'taken']) {
    await assert.rejects(keptSecret(join(directory.path, name)), (error) => {
      assert.ok(error instanceof ConfigurationError)
      assert.ok(error.message.includes(join(directory.path, name, 'secret')))
      assert.match(error.message, /Choose another directory with TASKPORT_DATA_DIR\.$/)
      return true
    })
  }
})
