import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readConfiguration } from '../src/configuration/configuration.js'
import { configurationProblems } from './support/configuration-problems.js'

const good = [
  'https://app.example.com',
  'https://app.example.com/',
  'https://app.example.com:8443/auth',
  'http://localhost:3000',
  'http://web.localhost:3000',
  'http://127.0.0.1:3000',
  'http://127.8.8.8',
  'http://[::1]:3000',
]
for (const url of good) {
  test(`BETTER_AUTH_URL may be ${url}`, () => {
    assert.equal(readConfiguration({ BETTER_AUTH_URL: url }).betterAuthUrl, url)
  })
}

const bad: Readonly<Record<string, RegExp>> = {
  'app.example.com': /^BETTER_AUTH_URL must be the address of your Better Auth server, like https:/,
  'localhost:3000': /must be the address/,
  'ftp://app.example.com': /must be the address/,
  'file:///etc/passwd': /must be the address/,
  'https://': /must be the address/,
  'https://user:hunter2@app.example.com': /must be an address alone/,
  'https://app.example.com?key=hunter2': /must be an address alone/,
  'https://app.example.com/#hunter2': /must be an address alone/,
}
for (const [url, message] of Object.entries(bad)) {
  test(`BETTER_AUTH_URL may not be ${url}`, () => {
    const [problem = '', ...others] = configurationProblems({ BETTER_AUTH_URL: url })
    assert.match(problem, message)
    assert.doesNotMatch(problem, /hunter2/)
    assert.deepEqual(others, [])
  })
}

test('Keys come over a network unprotected only where that is wanted', () => {
  for (const BETTER_AUTH_URL of [
    'http://app.example.com',
    'http://frontend:3000',
    'http://10.0.0.1',
    'http://localhost.example.com',
    'http://127.0.0.1.example.com',
    'http://notlocalhost',
    'http://0.0.0.0:3000',
  ]) {
    const [problem = ''] = configurationProblems({ BETTER_AUTH_URL })
    assert.match(problem, /^BETTER_AUTH_URL must begin with https:.*BETTER_AUTH_ALLOW_PLAINTEXT=true\.$/)
    const allowed = { BETTER_AUTH_URL, BETTER_AUTH_ALLOW_PLAINTEXT: 'true' }
    assert.equal(readConfiguration(allowed).betterAuthUrl, BETTER_AUTH_URL)
  }
  assert.match(
    configurationProblems({ BETTER_AUTH_ALLOW_PLAINTEXT: 'yes' })[0] ?? '',
    /^BETTER_AUTH_ALLOW_PLAINTEXT must be one of true, false/,
  )
})
