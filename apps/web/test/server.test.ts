import assert from 'node:assert/strict'
import { once } from 'node:events'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { ownOrigins } from '../server/own-origins.js'
import { readPageFiles } from '../server/page-files.js'
import { pageHeaders } from '../server/page-headers.js'
import { servePage } from '../server/serve-page.js'
import { readSettings, SettingsError } from '../server/settings.js'

const sound = {
  NEON_DB_URL: 'postgres://a:b@127.0.0.1/c',
  BETTER_AUTH_SECRET: 'x'.repeat(32),
}

test('Everything that is wrong with the settings is said at once, and no secret with it', () => {
  const wrong = { PORT: '70000', BETTER_AUTH_URL: 'https://a.example/b', BETTER_AUTH_SECRET: 'hunter2' }
  assert.throws(
    () => readSettings(wrong),
    (error) => {
      assert.ok(error instanceof SettingsError)
      assert.equal(error.problems.length, 4)
      for (const name of ['PORT', 'BETTER_AUTH_URL', 'BETTER_AUTH_SECRET', 'NEON_DB_URL']) {
        assert.match(error.message, new RegExp(name))
      }
      assert.doesNotMatch(error.message, /hunter2/)
      return true
    },
  )
})

test('Without more than a database and a secret it serves this machine', () => {
  const settings = readSettings(sound)
  assert.equal(settings.host, '127.0.0.1')
  assert.equal(settings.baseUrl, 'http://127.0.0.1:3000')
  assert.equal(readSettings({ ...sound, NODE_ENV: 'production' }).host, '0.0.0.0')
})

test('On this machine the page may be opened under both its names, elsewhere under one', () => {
  assert.deepEqual(ownOrigins('http://127.0.0.1:3000'), ['http://127.0.0.1:3000', 'http://localhost:3000'])
  assert.deepEqual(ownOrigins('https://app.example.com'), ['https://app.example.com'])
})

test('The policy lets the page talk to itself and the API, and to nobody else', () => {
  const policy = pageHeaders('https://api.example.com')['content-security-policy'] ?? ''
  assert.match(policy, /connect-src 'self' https:\/\/api\.example\.com;/)
  assert.doesNotMatch(policy, /unsafe|\*/)
})

const servedPage = async () => {
  const directory = await mkdtemp(join(tmpdir(), 'taskport-page-'))
  await mkdir(join(directory, 'assets'))
  await writeFile(join(directory, 'index.html'), '<meta content="%TASKPORT_API_URL%">')
  await writeFile(join(directory, 'assets/a.js'), 'a();'.repeat(100))
  const server = createServer(servePage(await readPageFiles(directory, 'http://api.example')))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  return {
    url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`,
    [Symbol.asyncDispose]: async () => {
      server.close()
      server.closeAllConnections()
      await rm(directory, { recursive: true })
    },
  }
}

test('The page tells where the API is, and is asked for again each time; what is named by its content never is', async () => {
  await using page = await servedPage()
  const index = await fetch(page.url)
  assert.equal(await index.text(), '<meta content="http://api.example">')
  assert.equal(index.headers.get('cache-control'), 'no-cache')
  const script = await fetch(`${page.url}/assets/a.js?x`)
  assert.equal(script.headers.get('content-type'), 'text/javascript; charset=utf-8')
  assert.match(script.headers.get('cache-control') ?? '', /immutable/)
})

test('What is sent is compressed as the browser asks', async () => {
  await using page = await servedPage()
  for (const [accepted, coding] of [
    ['br', 'br'],
    ['gzip', 'gzip'],
    ['identity', null],
  ] as const) {
    const answer = await fetch(`${page.url}/assets/a.js`, { headers: { 'accept-encoding': accepted } })
    assert.equal(answer.headers.get('content-encoding'), coding)
    assert.equal(await answer.text(), 'a();'.repeat(100))
  }
})

test('What is not there is 404, also outside the page; other methods are 405', async () => {
  await using page = await servedPage()
  for (const path of ['/nothing', '/../package.json', '/%2e%2e/package.json', '/assets', '/__proto__']) {
    assert.equal((await fetch(`${page.url}${path}`)).status, 404, path)
  }
  const posted = await fetch(page.url, { method: 'POST' })
  assert.deepEqual([posted.status, posted.headers.get('allow')], [405, 'GET, HEAD'])
  const head = await fetch(page.url, { method: 'HEAD' })
  assert.deepEqual([head.status, await head.text()], [200, ''])
})

test('Without a built page it says what to do', async () => {
  await assert.rejects(readPageFiles('/nowhere', 'http://api.example'), /npm run build/)
})
