import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { LightMyRequestResponse } from 'fastify'
import { call } from './support/call.js'
import { address, malformed, openWith, unknown } from './support/conditional-task.js'
import { answerIn, listen, openConnection } from './support/connection.js'

const unchanged = (response: LightMyRequestResponse): void => {
  assert.equal(response.statusCode, 304)
  assert.equal(response.body, '')
  assert.equal(response.headers.etag, '"2"')
  assert.equal(response.headers['content-length'], undefined)
  assert.equal(response.headers['content-type'], undefined)
}

for (const method of ['GET', 'HEAD']) {
  test(`${method} answers 304 when If-None-Match has the version, weak or strong, or is *`, async () => {
    const app = await openWith('PATCH')
    for (const tags of ['"2"', 'W/"2"', '"1", W/"2"', '"2", "3"', '*', ' *']) {
      unchanged(await call(app, `${method} ${address}`, { headers: { 'if-none-match': tags } }))
    }
    for (const tags of ['"1"', 'W/"1"', '"3"', '"02"', '"1", "3"', '"*"', '""']) {
      const response = await call(app, `${method} ${address}`, { headers: { 'if-none-match': tags } })
      assert.deepEqual([response.statusCode, response.headers.etag], [200, '"2"'], tags)
    }
  })

  test(`${method} refuses an If-None-Match that cannot be read, and If-Match`, async () => {
    const app = await openWith('PATCH')
    for (const tags of malformed) {
      const response = await call(app, `${method} ${address}`, { headers: { 'if-none-match': tags } })
      assert.equal(response.statusCode, 400, tags)
    }
    for (const tags of ['"2"', '"1"', '*']) {
      const response = await call(app, `${method} ${address}`, { headers: { 'if-match': tags } })
      assert.equal(response.statusCode, 400, tags)
    }
  })

  test(`${method} of a task that is not there is a 404 under any condition`, async () => {
    const app = await openWith('restore')
    for (const path of [address, unknown]) {
      for (const tags of ['*', '"2"']) {
        const response = await call(app, `${method} ${path}`, { headers: { 'if-none-match': tags } })
        assert.equal(response.statusCode, 404)
      }
    }
  })
}

test('a 304 on the wire is a head without a body, and the connection goes on', async (t) => {
  const connection = await openConnection(t, await listen(t, await openWith('PATCH')))
  const request = (header: string) =>
    `GET ${address} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer alice\r\n${header}\r\n\r\n`
  connection.send(request('If-None-Match: "2"'))
  const first = await connection.received(/\r\n\r\n/)
  assert.match(first, /^HTTP\/1\.1 304 Not Modified\r\n/)
  assert.match(first, /\r\netag: "2"\r\n/i)
  assert.doesNotMatch(first, /^(content-length|transfer-encoding|content-type):/im)
  connection.send(request('If-None-Match: "1"\r\nConnection: close'))
  const second = (await connection.ended()).slice(first.length)
  assert.equal(answerIn(second).statusCode, 200)
  assert.equal(JSON.parse(answerIn(second).body).data.title, 'Old')
})
