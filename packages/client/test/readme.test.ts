import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'

test('the README leads nowhere that a package from the registry has not', () => {
  const text = readFileSync(new URL('../README.md', import.meta.url), 'utf8')
  const targets = [...text.matchAll(/\]\(([^)]+)\)/g)].map(([, target = '']) => target)
  assert.deepEqual(
    targets.filter((target) => !/^(https:|#)/.test(target)),
    [],
  )
  assert.match(text, /CORS_ORIGINS/)
})
