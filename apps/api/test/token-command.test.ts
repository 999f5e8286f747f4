import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { createAuthenticator, sharedSecret } from '@taskport/auth'
import { spawnApi } from './support/api-process.js'
import { at } from './support/at.js'
import { call } from './support/call.js'
import { makeDirectory } from './support/directory.js'
import { startApi } from './support/start-api.js'

const command = fileURLToPath(new URL('../dist/commands/token.js', import.meta.url))

const runToken = async (
  args: readonly string[],
  { directory, environment = {} }: { directory?: string; environment?: Record<string, string> } = {},
) => {
  await using child = await spawnApi({
    command: [process.execPath, command, ...args],
    directory,
    environment,
  })
  const { code } = await child.end()
  return { code, stdout: child.stdout(), stderr: child.stderr() }
}

test('It prints one line, a token that the API of the same data directory accepts', async () => {
  const environment = { JWT_ISSUER: 'https://issuer.example.com', JWT_AUDIENCE: 'taskport' }
  await using api = await startApi({ environment })
  const { directory } = api
  const printed = await runToken(['--sub', 'alice', '--hours', '0.5'], { directory, environment })
  assert.deepEqual({ ...printed, stdout: '' }, { code: 0, stdout: '', stderr: '' })
  assert.match(printed.stdout, /^[\w-]+\.[\w-]+\.[\w-]+\n$/)
  const token = printed.stdout.trim()
  const body = { title: 'Mine' }
  const created = await call(api.address, '/api/tasks', { method: 'POST', token, body })
  assert.equal(created.status, 201)
  assert.equal(at(created.body, 'data', 'userId'), 'alice')

  const foreign = await runToken(['--sub', 'alice'], { environment })
  const refused = await call(api.address, '/api/tasks', { token: foreign.stdout.trim() })
  assert.equal(refused.status, 401)
})

test('The newest secret signs; where there is none, it says where tokens are', async () => {
  const [newer, older] = ['n'.repeat(32), 'o'.repeat(32)]
  const environment = { BETTER_AUTH_SECRETS: `${newer},${older}`, BETTER_AUTH_SECRET: 'x'.repeat(32) }
  const { stdout } = await runToken(['--sub', 'alice'], { environment })
  const accepted = createAuthenticator({ keys: [sharedSecret(newer)], subjectMaxLength: 255 })
  assert.deepEqual(accepted(stdout.trim()), { outcome: 'accepted', userId: 'alice' })

  const published = await runToken(['--sub', 'alice'], {
    environment: { BETTER_AUTH_URL: 'https://app.example.com' },
  })
  assert.deepEqual([published.code, published.stdout], [1, ''])
  assert.match(published.stderr, /^There is no secret to sign a token with: sign in at BETTER_AUTH_URL .*\n$/)
})

test('Without --sub it prints how it is used, and fails', async () => {
  const { code, stdout, stderr } = await runToken([])
  assert.equal(code, 1)
  assert.equal(stdout, '')
  assert.match(stderr, /npm run token -- --sub alice \[--hours 24\]/)
  assert.equal((await runToken(['--help'])).code, 0)
})

test('What is wrong with its arguments or its environment is said in a sentence', async () => {
  await using directory = await makeDirectory()
  const secret = { BETTER_AUTH_SECRET: 'too short' }
  const cases: readonly [readonly string[], RegExp, Record<string, string>?][] = [
    [['--sub', 'alice', '--hours', 'two'], /^--hours must be a number of hours, .* 744\.\n$/],
    [['--sub', 'alice', '--hours', '0'], /^--hours must be /],
    [['--sub', 'alice', '--hours', '745'], /^--hours must be /],
    [['--sub', 'alice', '--hours', '0x10'], /^--hours must be /],
    [['--sub', ''], /^No token for this user id \(subject-empty\).*\n$/],
    [['--sub', ' alice'], /^No token for this user id \(subject-not-trimmed\).*\n$/],
    [['--sub', 'a'.repeat(256)], /^--sub must have at most 255 characters\.\n$/],
    [['--sub'], /--sub/],
    [['--subject', 'alice'], /--subject/],
    [['alice'], /alice/],
    [['--sub', 'alice'], /BETTER_AUTH_SECRET: The secret has 9 bytes/, secret],
  ]
  const run = async ([args, sentence, environment = {}]: (typeof cases)[number]) => {
    const { code, stdout, stderr } = await runToken(args, { directory: directory.path, environment })
    assert.equal(code, 1, args.join(' '))
    assert.equal(stdout, '')
    assert.match(stderr, sentence)
    assert.doesNotMatch(stderr, /^ +at /m)
  }
  await Promise.all(cases.map(run))
})
