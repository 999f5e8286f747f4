import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, test } from 'node:test'
import { openHostileApi } from './support/hostile/hostile-api.js'
import { rawExchange } from './support/raw-exchange.js'
import { tokenOf } from './support/tokens.js'

const api = await openHostileApi()
after(() => api[Symbol.asyncDispose]())
const id = randomUUID()
await api.ask('POST /api/tasks', { body: { id, title: 'Buy milk' } })
const one = `/api/tasks/${id}`

const raw = (...lines: readonly string[]): string =>
  [
    `GET ${one} HTTP/1.1`,
    'Host: x',
    'Connection: close',
    `Authorization: Bearer ${tokenOf('alice')}`,
    ...lines,
    '',
    '',
  ].join('\r\n')

test('Whatever a caller says it accepts, the answer is the same JSON', async () => {
  const good = await api.ask(`GET ${one}`)
  const wanted = [
    'text/html',
    'application/xml',
    '*/*;q=0',
    'application/json;q=0',
    '',
    ',',
    'x',
    '*/*;q=1e400',
    'a/b;'.repeat(1_000),
  ]
  for (const name of [
    'accept',
    'accept-language',
    'accept-charset',
    'accept-encoding',
    'range',
    'x-http-method-override',
    'x-forwarded-for',
  ]) {
    for (const value of wanted) {
      const answer = await api.ask(`GET ${one}`, { headers: { [name]: value } })
      assert.equal(answer.status, 200, `${name}: ${value}`)
      assert.equal(answer.text, good.text)
      assert.equal(answer.headers['content-type'], 'application/json; charset=utf-8')
    }
  }
  const override = {
    'x-http-method-override': 'DELETE',
    'x-method-override': 'DELETE',
    'x-http-method': 'DELETE',
  }
  assert.equal((await api.ask(`GET ${one}`, { headers: override })).status, 200)
  assert.equal((await api.ask(`GET ${one}`)).text, good.text)
})

test('Headers that are no HTTP are refused before anything is read', async () => {
  const lines = [
    'X: a\0b',
    'X: a\rb',
    'X : a',
    ': a',
    'X\0: a',
    ' X: a',
    'If-None-Match: "1"\u0001',
    'X(: a',
    'no colon',
  ]
  for (const line of lines) {
    const answer = await rawExchange(api.address, raw(line))
    assert.match(answer, /^HTTP\/1\.1 400 .*"code":"MALFORMED_REQUEST"/s, JSON.stringify(line))
  }
  assert.match(
    await rawExchange(api.address, raw(`X: ${'x'.repeat(20_000)}`)),
    /^HTTP\/1\.1 431 .*"code":"HEADERS_TOO_LARGE"/s,
  )
})
