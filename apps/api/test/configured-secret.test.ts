import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readConfiguration } from '../src/configuration/configuration.js'
import { configurationProblems } from './support/configuration-problems.js'
import { secret } from './support/tokens.js'

test('In production and with a database URL a secret must be set', () => {
  for (const environment of [
    { NODE_ENV: 'production' },
    { NEON_DB_URL: 'postgres://user:password@localhost/tasks' },
  ]) {
    assert.match(configurationProblems(environment)[0] ?? '', /^BETTER_AUTH_SECRET must be set /)
    assert.equal(readConfiguration({ ...environment, BETTER_AUTH_SECRET: secret }).secret, secret)
  }
})

test('A secret that is short, or that everybody knows, is refused without being shown', () => {
  const bad = [
    ['x'.repeat(31), /^BETTER_AUTH_SECRET: The secret has 31 bytes; HS256 needs at least 32\./],
    ['better-auth-secret-12345678901234567890', /^BETTER_AUTH_SECRET: .*published default/],
  ] as const
  for (const [BETTER_AUTH_SECRET, message] of bad) {
    const [problem = ''] = configurationProblems({ BETTER_AUTH_SECRET })
    assert.match(problem, message)
    assert.ok(!problem.includes(BETTER_AUTH_SECRET))
  }
  assert.equal(readConfiguration({ BETTER_AUTH_SECRET: 'x'.repeat(32) }).secret, 'x'.repeat(32))
})
