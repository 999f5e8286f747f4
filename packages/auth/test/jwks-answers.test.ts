import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { createAuthenticator, jwksSource } from '@taskport/auth'
import { makeKeyPair } from './support/key-pair.js'
import { authenticatorOf } from './support/key-server.js'
import { NOW } from './support/raw-token.js'

const known = makeKeyPair('EdDSA')
const unknown = makeKeyPair('EdDSA')
const keySet = JSON.stringify({ keys: [known.jwk] })
const url = 'https://issuer.example/api/auth/jwks'

/** A key set's fetch that is answered so, and by nothing that was seen on a wire. */
const answeredWith = (answer: () => Response | Promise<Response>) =>
  authenticatorOf({ url }, { fetch: async () => await answer() })

const unavailable: Readonly<Record<string, readonly [reason: string, answer: () => Response]>> = {
  'status 201': ['key-set-status-not-200', () => new Response(keySet, { status: 201 })],
  'a redirect that fetch hides': ['key-set-redirects', () => opaqueRedirect()],
  'status 300': ['key-set-redirects', () => new Response(keySet, { status: 300 })],
  'status 399': ['key-set-redirects', () => new Response(keySet, { status: 399 })],
  'status 400': ['key-set-status-not-200', () => new Response(keySet, { status: 400 })],
  'status 204, which has no body': ['key-set-status-not-200', () => new Response(null, { status: 204 })],
  'no body': ['key-set-not-json', () => new Response(null)],
  'a byte more than 256 KiB': ['key-set-too-large', () => new Response(keySet.padEnd(256 * 1024 + 1))],
  'no UTF-8': ['key-set-not-utf8', () => new Response(Uint8Array.of(0xff))],
  'an array': ['key-set-not-an-object', () => new Response(`[${keySet}]`)],
  'keys twice': ['key-set-duplicate-member', () => new Response(`{"keys":[],${keySet.slice(1)}`)],
  'keys that are no array': ['key-set-without-keys', () => new Response('{"keys":{}}')],
  'a body that breaks': ['key-set-unreachable', () => brokenBody()],
}

/** What fetch answers for a redirect that it was told not to follow, as browsers do it. */
const opaqueRedirect = (): Response =>
  Object.defineProperties(new Response(null), {
    status: { value: 0 },
    type: { value: 'opaqueredirect' },
  })

const brokenBody = (): Response =>
  new Response(
    new ReadableStream({
      start: (controller) => {
        controller.enqueue(Buffer.from('{"keys":'))
        controller.error(new TypeError('terminated'))
      },
    }),
  )

describe('an answer without a key set leaves the token to be judged later, and says why', () => {
  for (const [name, [reason, answer]] of Object.entries(unavailable)) {
    test(`${reason}: ${name}`, async () => {
      const { verdict, failures } = answeredWith(answer)
      assert.equal(await verdict(known.token()), `unavailable: ${reason}`)
      assert.deepEqual(failures, [reason])
    })
  }
})

test('256 KiB are read', async () => {
  const { verdict } = answeredWith(() => new Response(keySet.padEnd(256 * 1024)))
  assert.equal(await verdict(known.token()), 'accepted')
})

test('an answer in many pieces is one answer', async () => {
  const { verdict } = answeredWith(
    () => new Response(ReadableStream.from([...keySet].map((letter) => Buffer.from(letter)))),
  )
  assert.equal(await verdict(known.token()), 'accepted')
})

test('the body of an answer that is not taken is let go', async () => {
  let isCancelled = false
  const body = new ReadableStream({
    cancel: () => {
      isCancelled = true
    },
  })
  await answeredWith(() => new Response(body, { status: 503 })).verdict(known.token())
  assert.ok(isCancelled)
})

test('an answer that does not come in time is none', async () => {
  const { verdict } = authenticatorOf(
    { url },
    {
      timeoutMs: 20,
      fetch: (_url, init) =>
        new Promise((_resolve, reject) => {
          // A socket that waits keeps a process alive, as the signal's own timer does not.
          const socket = setInterval(() => {}, 1_000)
          init?.signal?.addEventListener('abort', () => {
            clearInterval(socket)
            reject(init.signal?.reason)
          })
        }),
    },
  )
  assert.equal(await verdict(known.token()), 'unavailable: key-set-timed-out')
})

test('the request follows no redirect and asks for JSON', async () => {
  const asked: unknown[] = []
  const { verdict } = authenticatorOf(
    { url },
    {
      fetch: async (address, init) => {
        asked.push([String(address), init?.redirect, init?.headers])
        return new Response(keySet)
      },
    },
  )
  await verdict(known.token())
  assert.deepEqual(asked, [[url, 'manual', { accept: 'application/json' }]])
})

test('a fetch that throws something that is no error leaves the token to be judged later', async () => {
  const { verdict } = authenticatorOf({ url }, { fetch: () => Promise.reject('offline') })
  assert.equal(await verdict(known.token()), 'unavailable: key-set-unreachable')
})

test('a failure is over with the next key set: an unknown key is refused again', async () => {
  let isAway = false
  const { verdict, pass } = answeredWith(() =>
    isAway ? new Response('', { status: 503 }) : new Response(keySet),
  )
  assert.equal(await verdict(known.token()), 'accepted')
  isAway = true
  pass(30)
  assert.equal(await verdict(unknown.token()), 'unavailable: key-set-status-not-200')
  assert.equal(await verdict(known.token()), 'accepted', 'the last good keys go on being used')
  isAway = false
  pass(30)
  assert.equal(await verdict(unknown.token()), 'refused: key-unknown')
})

test('a source needs no clock and nobody who hears of failures', async () => {
  let isAway = true
  const source = jwksSource({
    url,
    fetch: async () => (isAway ? new Response('', { status: 503 }) : new Response(keySet)),
  })
  const authenticate = createAuthenticator({ keys: [source], subjectMaxLength: 255, now: () => NOW * 1000 })
  assert.deepEqual(await authenticate(known.token()), {
    outcome: 'unavailable',
    reason: 'key-set-status-not-200',
  })
  isAway = false
  assert.deepEqual(
    await authenticate(known.token()),
    { outcome: 'unavailable', reason: 'key-set-status-not-200' },
    'by the system’s clock, 30 s have not passed',
  )
})
