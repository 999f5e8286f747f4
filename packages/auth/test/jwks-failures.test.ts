import assert from 'node:assert/strict'
import type { RequestListener } from 'node:http'
import { describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import { createAuthenticator, jwksSource } from '@taskport/auth'
import { makeKeyPair } from './support/key-pair.js'
import { authenticatorOf, type KeyServer, openKeyServer } from './support/key-server.js'
import { NOW, rawToken } from './support/raw-token.js'

const known = makeKeyPair('EdDSA')
const unknown = makeKeyPair('EdDSA')
const keySet = JSON.stringify({ keys: [known.jwk] })
const timeoutMs = 2_000

const saying =
  (body: string | Buffer, headers: Record<string, string> = {}): RequestListener =>
  (_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json', ...headers }).end(body)
  }

const withStatus =
  (status: number, headers: Record<string, string> = {}): RequestListener =>
  (_request, response) => {
    response.writeHead(status, headers).end(keySet)
  }

/** Sends for ever, as fast as it is read. */
const endless: RequestListener = (_request, response) => {
  const more = () => {
    while (!response.destroyed && response.write(' '.repeat(64 * 1024)));
  }
  response.on('drain', more)
  more()
}

/** One byte at a time, each soon enough, the whole never. */
const dripping: RequestListener = (_request, response) => {
  const timer = setInterval(() => response.write(' '), 20)
  response.on('close', () => clearInterval(timer))
}

const hostile: Readonly<Record<string, Readonly<Record<string, RequestListener>>>> = {
  'key-set-unreachable': {
    'a connection that is cut': (request) => request.socket.destroy(),
    'a body that is cut': (_request, response) => {
      response.writeHead(200, { 'content-length': '1000' }).write('{"keys":')
      setTimeout(() => response.destroy(), 20)
    },
    'what is no HTTP': (request) => request.socket.end('220 mail.example.com ESMTP\r\n'),
    'headers without end': (request) =>
      request.socket.write(`HTTP/1.1 200 OK\r\nx: ${'y'.repeat(1_000_000)}`),
    'a broken compression': saying('not gzip', { 'content-encoding': 'gzip' }),
  },
  'key-set-timed-out': {
    'no answer': () => {},
    'headers, and no body': (_request, response) => response.writeHead(200).flushHeaders(),
    'half a body': (_request, response) => response.writeHead(200).write(keySet.slice(0, 20)),
    'a byte at a time': dripping,
  },
  'key-set-redirects': {
    301: withStatus(301, { location: '/other' }),
    302: withStatus(302, { location: 'http://127.0.0.1:1/' }),
    '307 to itself': withStatus(307, { location: '/api/auth/jwks' }),
    308: withStatus(308),
  },
  'key-set-status-not-200': {
    '201, with keys': withStatus(201),
    '401, with keys': withStatus(401),
    '404, with keys': withStatus(404),
    '500, with keys': withStatus(500),
    '503, with keys': withStatus(503, { 'retry-after': '1' }),
  },
  'key-set-too-large': {
    'a body without end': endless,
    'good keys in a body of 256 KiB and one': saying(keySet.padEnd(256 * 1024 + 1)),
    'a body that unfolds': saying(gzipSync(' '.repeat(50_000_000)), { 'content-encoding': 'gzip' }),
  },
  'key-set-not-json': {
    HTML: saying('<!doctype html><title>Sign in</title>', { 'content-type': 'text/html' }),
    'no byte': saying(''),
    'cut short': saying(keySet.slice(0, -1)),
    'a byte order mark': saying(`\ufeff${keySet}`),
  },
  'key-set-not-utf8': { UTF16: saying(Buffer.from(`\ufeff${keySet}`, 'utf16le')) },
  'key-set-not-an-object': {
    'an array': saying(`[${keySet}]`),
    null: saying('null'),
    text: saying('"keys"'),
  },
  'key-set-duplicate-member': { 'keys twice': saying(`{"keys":[],"keys":[${JSON.stringify(known.jwk)}]}`) },
  'key-set-without-keys': {
    'an empty object': saying('{}'),
    'keys null': saying('{"keys":null}'),
    'keys an object': saying('{"keys":{"0":{}}}'),
    'only by way of __proto__': saying(`{"__proto__":${keySet}}`),
    "a framework's error": saying('{"success":false,"error":"no"}'),
  },
}

/** Together, as some of them take as long as the time-out. */
describe('a hostile key server', { concurrency: 8 }, () => {
  for (const [reason, listeners] of Object.entries(hostile)) {
    for (const [name, listener] of Object.entries(listeners)) {
      test(`${reason}: ${name}`, { timeout: 30_000 }, async () => {
        await using server = await openKeyServer()
        server.answer(listener)
        const { verdict, failures, pass } = authenticatorOf(server, { timeoutMs })

        assert.equal(await verdict(known.token()), `unavailable: ${reason}`)
        assert.equal(await verdict(rawToken()), 'accepted')
        assert.deepEqual(failures, [reason])
        assert.equal(await verdict(unknown.token()), `unavailable: ${reason}`)
        assert.equal(server.requests(), 1)

        server.publish(known.jwk)
        assert.equal(await verdict(known.token()), `unavailable: ${reason}`)
        pass(30)
        assert.equal(await verdict(known.token()), 'accepted')
        assert.equal(await verdict(unknown.token()), 'refused: key-unknown')
        assert.equal(server.requests(), 2)

        server.answer(listener)
        pass(20 * 60)
        assert.equal(await verdict(known.token()), 'accepted', 'the last good keys go on being used')
        assert.equal(await verdict(unknown.token()), `unavailable: ${reason}`)
        assert.equal(server.requests(), 3)
        assert.deepEqual(failures, [reason, reason])
      })
    }
  }
})

test('a body of 256 KiB is read', async () => {
  await using server = await openKeyServer()
  server.answer(saying(keySet.padEnd(256 * 1024)))
  assert.equal(await authenticatorOf(server).verdict(known.token()), 'accepted')
})

test('members that are no keys are passed over', async () => {
  await using server = await openKeyServer()
  server.publish(null, 1, 'key', [], [known.jwk], {}, { kty: { toString: 'OKP' } }, known.jwk)
  assert.equal(await authenticatorOf(server).verdict(known.token()), 'accepted')
})

test('nobody listens there', async () => {
  const closed = await openKeyServer()
  await closed[Symbol.asyncDispose]()
  const { verdict } = authenticatorOf(closed)
  const verdicts = await Promise.all(Array.from({ length: 100 }, () => verdict(known.token())))
  assert.deepEqual(new Set(verdicts), new Set(['unavailable: key-set-unreachable']))
  assert.equal(await verdict(rawToken()), 'accepted')
})

test('down for an hour, with a token every second: one fetch in 30 s', async () => {
  await using server = await openKeyServer()
  server.answer(withStatus(503))
  const { verdict, pass } = authenticatorOf(server)
  for (let second = 0; second < 3_600; second += 1) {
    assert.equal(await verdict(unknown.token()), 'unavailable: key-set-status-not-200')
    pass(1)
  }
  assert.equal(server.requests(), 120)
})

test('tokens of the secret are answered at once while a fetch hangs', async () => {
  await using server: KeyServer = await openKeyServer()
  server.answer(() => {})
  const { authenticate, verdict } = authenticatorOf(server, { timeoutMs: 300 })
  const waiting = verdict(known.token())
  assert.deepEqual(authenticate(rawToken()), { outcome: 'accepted', userId: 'ada' })
  assert.equal(await waiting, 'unavailable: key-set-timed-out')
})

test('an answer that is too large is not read to its end', { timeout: 30_000 }, async () => {
  await using server = await openKeyServer()
  let isCut = false
  server.answer((request, response) => {
    response.on('close', () => {
      isCut = true
    })
    endless(request, response)
  })
  await authenticatorOf(server).verdict(known.token())
  while (!isCut) await sleep(5)
})

test('a source that is away does not hide another that has the key', async () => {
  await using away = await openKeyServer()
  await using there = await openKeyServer(known.jwk)
  away.answer(withStatus(500))
  for (const servers of [
    [away, there],
    [there, away],
  ]) {
    const authenticate = createAuthenticator({
      keys: servers.map(({ url }) => jwksSource({ url })),
      subjectMaxLength: 255,
      now: () => NOW * 1000,
    })
    assert.deepEqual(await authenticate(known.token()), { outcome: 'accepted', userId: 'ada' })
    for (const token of [unknown.token(), unknown.token({ header: { kid: known.kid } })]) {
      assert.deepEqual(await authenticate(token), {
        outcome: 'unavailable',
        reason: 'key-set-status-not-200',
      })
    }
  }
})
