import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { entry, spawnApi } from './support/api-process.js'

const pretending = (version: string): string => {
  const versions = `{ ...process.versions, node: '${version}' }`
  const lines = [
    `Object.defineProperty(process, 'versions', { value: ${versions} })`,
    `Object.defineProperty(process, 'version', { value: 'v${version}' })`,
  ]
  return `data:text/javascript,${encodeURIComponent(lines.join('\n'))}`
}

test('An older Node is told in a sentence which one is needed', async () => {
  await using api = await spawnApi({
    command: [process.execPath, '--import', pretending('20.20.2'), entry],
  })
  assert.equal((await api.end()).code, 1)
  assert.equal(
    api.stderr(),
    'Taskport needs Node 24 or newer and was started with v20.20.2: use `npm start`, which brings its own.\n',
  )
  assert.equal(api.stdout(), '')
})

test('The oldest Node that is good enough gets past that', async () => {
  await using api = await spawnApi({
    command: [process.execPath, '--import', pretending('24.0.0'), entry],
    environment: { PORT: 'none' },
  })
  assert.equal((await api.end()).code, 1)
  assert.match(api.stderr(), /- PORT must be a whole number/)
})

test('V8 still has the options that are set at the start', () => {
  const options = execFileSync(process.execPath, ['--v8-options'], { encoding: 'utf8' })
  assert.match(options, /^ *--allocation-site-pretenuring /m)
  assert.match(options, /^ *--semi-space-growth-factor .*\n.*default: --semi-space-growth-factor=2$/m)
  assert.match(readFileSync(entry, 'utf8'), /'--no-allocation-site-pretenuring'/)
})
