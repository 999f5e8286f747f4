import assert from 'node:assert/strict'
import { test } from 'node:test'
import { call } from './support/call.js'
import { answerIn, listen, openConnection } from './support/connection.js'
import { memoryLog } from './support/memory-log.js'
import { openServer } from './support/open-server.js'
import { problemIn } from './support/problem.js'

/** The addresses that a page or a style sheet makes a browser fetch. */
const fetchedBy = (text: string): string[] => [
  ...[
    ...text.matchAll(
      /<(?:script|link|img|iframe|source|object)\b[^>]*?\b(?:src|href|data)\s*=\s*["']?([^"'\s>]+)/g,
    ),
  ].map(([, address = '']) => address),
  ...[...text.matchAll(/url\(\s*["']?([^"')]+)|@import\s+["']([^"']+)/g)].map(
    ([, address, imported = '']) => address ?? imported,
  ),
]

const isInline = (address: string): boolean => address.startsWith('data:') || address.startsWith('#')

for (const page of ['/docs', '/docs/']) {
  test(`${page} and all that it needs are answered here, without a token`, async () => {
    const app = await openServer()
    const base = `http://here.test${page}`
    const html = await call(app, `GET ${page}`, { user: null })
    assert.equal(html.statusCode, 200)
    assert.match(String(html.headers['content-type']), /^text\/html/)
    const assets = fetchedBy(html.body)
    assert.ok(assets.length >= 4)

    for (const address of assets) {
      const url = new URL(address, base)
      assert.equal(url.host, 'here.test', address)
      const asset = await call(app, `GET ${url.pathname}`, { user: null })
      assert.equal(asset.statusCode, 200, address)
      if (!address.endsWith('.css')) continue
      for (const inner of fetchedBy(asset.body).filter((one) => !isInline(one))) {
        assert.equal(new URL(inner, url).host, 'here.test', `${address}: ${inner}`)
      }
    }
  })
}

test('the page reads this server’s document, and asks no other host to validate it', async () => {
  const app = await openServer()
  const script = (await call(app, 'GET /docs/static/swagger-initializer.js', { user: null })).body
  const code = script.replaceAll(/^\s*\/\/.*$/gm, '')
  assert.match(code, /validatorUrl: null/)
  assert.doesNotMatch(code, /https?:|"validatorUrl"/)
  assert.match(code, /resolveUrl\('\.?\/?json'\)/)
  const document = await call(app, 'GET /docs/json', { user: null })
  assert.deepEqual(document.json(), (await call(app, 'GET /openapi.json', { user: null })).json())
})

test('a path that leads out of the documentation’s files leads nowhere', async (t) => {
  const { lines, logger } = memoryLog()
  const port = await listen(t, await openServer({ logger }))
  const before = lines.length
  for (const path of ['../../package.json', '%2e%2e/%2e%2e/package.json', '..%2f..%2fpackage.json', '..']) {
    // Over a socket, as every client would take the dots out of the path.
    const connection = await openConnection(t, port)
    connection.send(`GET /docs/static/${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`)
    problemIn(answerIn(await connection.ended()), 404, 'ROUTE_NOT_FOUND')
  }
  assert.deepEqual(
    lines.slice(before).map(({ message, status }) => [message, status]),
    Array(4).fill(['Request answered', 404]),
  )
})

const style = '/docs/static/swagger-ui.css'

test('the documentation’s files are sent whole, whatever part is asked for', async () => {
  const app = await openServer()
  const { body, headers: whole } = await call(app, `GET ${style}`, { user: null })
  assert.equal(whole['accept-ranges'], 'none')
  for (const range of [
    'bytes=0-3',
    'bytes=-1',
    'bytes=5-3',
    `bytes=${body.length}-`,
    'bytes=999999999-',
    'x',
  ]) {
    const answer = await call(app, `GET ${style}`, { user: null, headers: { range, 'if-range': 'x' } })
    assert.equal(answer.statusCode, 200, range)
    assert.equal(answer.body, body, range)
  }
})

test('a condition that reads do not have is no fault of ours, at the documentation’s files too', async () => {
  const { logger, lines } = memoryLog()
  const app = await openServer({ logger })
  for (const [name, value] of [
    ['If-Match', '"x"'],
    ['If-Match', '*'],
    ['If-Unmodified-Since', 'Sun, 06 Nov 1994 08:49:37 GMT'],
  ] as const) {
    for (const path of [style, '/docs/', '/docs/json', '/openapi.json']) {
      const answer = await call(app, `GET ${path}`, { user: null, headers: { [name]: value } })
      const { detail } = problemIn(answer, 400, 'MALFORMED_REQUEST')
      assert.equal(detail, `${name} is not for this request: for reading, use If-None-Match.`)
    }
  }
  assert.deepEqual(
    lines.filter(({ level }) => level === 'error'),
    [],
  )
})

test('a file of the documentation that the caller has is not sent again', async () => {
  const app = await openServer()
  const { headers } = await call(app, `GET ${style}`, { user: null })
  const answer = await call(app, `GET ${style}`, {
    user: null,
    headers: { 'if-none-match': String(headers.etag) },
  })
  assert.deepEqual([answer.statusCode, answer.body], [304, ''])
})

test('the document is written once at each address, whoever asks how often', async (t) => {
  const app = await openServer()
  for (const path of ['/openapi.json', '/docs/json', '/docs/yaml']) {
    const first = await call(app, `GET ${path}`, { user: null })
    const document = t.mock.method(app, 'swagger')
    for (const method of ['GET', 'HEAD', 'GET']) {
      const again = await call(app, `${method} ${path}`, { user: null })
      assert.equal(again.statusCode, 200)
      assert.equal(again.body, method === 'HEAD' ? '' : first.body)
      for (const name of ['content-type', 'content-length', 'content-security-policy']) {
        assert.equal(again.headers[name], first.headers[name], `${method} ${path} ${name}`)
      }
    }
    assert.equal(document.mock.callCount(), 0, path)
    document.mock.restore()
  }
})
