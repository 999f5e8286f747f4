import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readConfiguration } from '../src/configuration/configuration.js'
import { configurationProblems } from './support/configuration-problems.js'
import { secret } from './support/tokens.js'

const NEON_DB_URL = 'postgres://user:password@localhost/tasks'
const BETTER_AUTH_URL = 'https://app.example.com'
const [newer, older] = ['n'.repeat(32), 'o'.repeat(32)]

test('In production and with a database URL a secret must be set, or the address of Better Auth', () => {
  for (const environment of [{ NODE_ENV: 'production' }, { NEON_DB_URL }]) {
    const [problem = '', ...others] = configurationProblems(environment)
    assert.match(problem, /^BETTER_AUTH_SECRET must be set .* or BETTER_AUTH_URL /)
    assert.deepEqual(others, [])
    for (const set of [{ BETTER_AUTH_SECRET: secret }, { BETTER_AUTH_SECRETS: secret }]) {
      assert.deepEqual(readConfiguration({ ...environment, ...set }).secrets, [secret])
    }
    const published = readConfiguration({ ...environment, BETTER_AUTH_URL, CURSOR_SECRET: secret })
    assert.deepEqual([published.secrets, published.betterAuthUrl], [[], BETTER_AUTH_URL])
  }
})

test('A secret that is short, or that everybody knows, is refused without being shown', () => {
  const bad = [
    ['x'.repeat(31), /The secret has 31 bytes; HS256 needs at least 32\./],
    ['better-auth-secret-12345678901234567890', /published default/],
  ] as const
  for (const [text, message] of bad) {
    for (const [name, value] of [
      ['BETTER_AUTH_SECRET', text],
      ['BETTER_AUTH_SECRETS', text],
      ['BETTER_AUTH_SECRETS', `${newer}, 1:${text}`],
    ] as const) {
      const [problem = '', ...others] = configurationProblems({ [name]: value })
      assert.match(problem, new RegExp(`^${name}(, number ${value === text ? 1 : 2})?: `))
      assert.match(problem, message)
      assert.ok(!problem.includes(text))
      assert.deepEqual(others, [])
    }
  }
  assert.deepEqual(readConfiguration({ BETTER_AUTH_SECRET: 'x'.repeat(32) }).secrets, ['x'.repeat(32)])
})

test('Several secrets are the list, as Taskport or as Better Auth writes it, and then the single one', () => {
  for (const BETTER_AUTH_SECRETS of [`${newer},${older}`, ` 12:${newer} , 3: ${older},`]) {
    assert.deepEqual(readConfiguration({ BETTER_AUTH_SECRETS }).secrets, [newer, older])
    const both = readConfiguration({ BETTER_AUTH_SECRETS, BETTER_AUTH_SECRET: secret })
    assert.deepEqual(both.secrets, [newer, older, secret])
    const again = readConfiguration({ BETTER_AUTH_SECRETS, BETTER_AUTH_SECRET: newer })
    assert.deepEqual(again.secrets, [newer, older])
  }
})

test('Without any secret, instances on one database need one for cursors', () => {
  const [problem = '', ...others] = configurationProblems({ NEON_DB_URL, BETTER_AUTH_URL })
  assert.match(problem, /^CURSOR_SECRET must be set, .*openssl rand -base64 32/)
  assert.deepEqual(others, [])
  for (const enough of [{ CURSOR_SECRET: newer }, { BETTER_AUTH_SECRET: newer }]) {
    assert.deepEqual(configurationProblems({ NEON_DB_URL, BETTER_AUTH_URL, ...enough }), [])
  }
  assert.deepEqual(configurationProblems({ NODE_ENV: 'production', BETTER_AUTH_URL }), [])
  const [short = ''] = configurationProblems({ CURSOR_SECRET: 'shortshort' })
  assert.match(short, /^CURSOR_SECRET must have at least 32 bytes/)
  assert.doesNotMatch(short, /shortshort/)
})
