import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

const api = join(import.meta.dirname, '../apps/api')
const { scripts } = JSON.parse(readFileSync(join(api, 'package.json'), 'utf8'))

/** The test files that a script of the API's names by the pattern at its end. */
const filesOf = (script: string): string[] => {
  const pattern = /'([^']+)'$/.exec(String(scripts[script]))?.[1]
  assert.ok(pattern, `${script} ends with a pattern`)
  const files = globSync(pattern, { cwd: api })
  assert.notDeepEqual(files, [], `${pattern} names files`)
  return files
}

test('each test file of the API runs behind the pooler or is left out of that for a run of its own', () => {
  const all = globSync('test/**/*.test.ts', { cwd: api })
  assert.deepEqual([...filesOf('test:pooled'), ...filesOf('test:unpooled')].sort(), all.sort())
})
