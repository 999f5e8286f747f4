import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

const root = join(import.meta.dirname, '..')

const registers = /^(?: {2})?(?:test|describe)\(/
const opensBlock = /^(?:for|if)\b/

/**
 * The lines of a file in which it waits, outside every test, after it has registered one. Once all tests that are registered have
 * ended, the runner runs the file's `after` hooks, whether or not more tests are to come: they would find everything closed.
 * Relies on the formatter: what a module does itself is not indented, but for blocks.
 */
const waitsBetweenTests = (source: string): number[] => {
  const found: number[] = []
  const lines = source.split('\n')
  let hasRegistered = false
  let block = ''
  for (const [index, line] of lines.entries()) {
    const isOfModule = /^[^\s})\]]/.test(line)
    if (isOfModule) block = opensBlock.exec(line)?.[0] ?? ''
    if (!isOfModule && !(block !== '' && /^ {2}[^\s]/.test(line))) continue
    // The second round of a loop comes after the tests of the first.
    if (isOfModule && /^for\b.*\{$/.test(line)) {
      const end = lines.findIndex((other, at) => at > index && /^\}/.test(other))
      hasRegistered ||= lines.slice(index, end).some((other) => registers.test(other))
    }
    const isRegistration = registers.test(line)
    if (hasRegistered && !isRegistration && /\bawait\b/.test(line)) found.push(index + 1)
    hasRegistered ||= isRegistration
  }
  return found
}

test('a wait between two tests is found', () => {
  const tests = "test('one', async () => {\n  await one()\n})\n"
  assert.deepEqual(waitsBetweenTests(`const early = await open()\n${tests}`), [])
  assert.deepEqual(waitsBetweenTests(`${tests}const late = await open()\n${tests}`), [4])
  const loop = `for (const x of y) {\n  const each = await open(x)\n  test('x', async () => {\n    await x\n  })\n}\n`
  assert.deepEqual(waitsBetweenTests(loop), [2])
  assert.deepEqual(waitsBetweenTests(tests + loop), [5])
})

test('no test file waits between its tests', () => {
  const files = globSync('**/*.test.ts', { cwd: root, exclude: ['**/node_modules', '**/.*'] })
  assert.ok(files.length > 100)
  const found = files.flatMap((file) =>
    waitsBetweenTests(readFileSync(join(root, file), 'utf8')).map((line) => `${file}:${line}`),
  )
  assert.deepEqual(found, [])
})
