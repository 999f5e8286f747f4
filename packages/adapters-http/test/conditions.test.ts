import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { FastifyInstance, LightMyRequestResponse } from 'fastify'
import { call } from './support/call.js'
import { answerIn, listen, openConnection } from './support/connection.js'
import { openServer } from './support/open-server.js'
import { problemIn } from './support/problem.js'

const id = '00000000-0000-7000-8000-000000000001'
const address = `/api/tasks/${id}`
const unknown = '/api/tasks/00000000-0000-7000-8000-00000000ffff'

type Headers = Readonly<Record<string, string>>

/** Each way to change a task; `restore` begins with one in the trash. */
const changes = ['PUT', 'PATCH', 'DELETE', 'restore'] as const

const send = (app: FastifyInstance, change: (typeof changes)[number], path: string, headers: Headers) => {
  if (change === 'restore') return call(app, `POST ${path}/restore`, { headers })
  return call(app, `${change} ${path}`, {
    headers,
    ...(change === 'DELETE' ? {} : { body: { title: 'New' } }),
  })
}

/** A server whose task has version 2, and for `restore` is in the trash. */
const openWith = async (change: (typeof changes)[number]) => {
  const app = await openServer()
  await call(app, 'POST /api/tasks', { body: { id, title: 'Old' } })
  if (change === 'restore') await call(app, `DELETE ${address}`)
  else await call(app, `PATCH ${address}`, { body: { description: 'Second' } })
  return app
}

const everything = async (app: FastifyInstance): Promise<string> => (await call(app, 'GET /api/changes')).body

const malformed = [
  ...['2', '"2', '2"', "'2'", '', ' ', ',', 'W/', 'w/"2"', '"1" "2"', '"2";', '"a b"', '*, "2"', '"2", *'],
  ...['**', '{}', 'undefined', 'null'],
]

for (const change of changes) {
  test(`${change} is done when If-Match names the version, alone, in a list, or as *`, async () => {
    for (const tags of ['"2"', '"1", "2"', '"2","9"', 'W/"1", "2"', ',"2",', '*', ' * ']) {
      const app = await openWith(change)
      const response = await send(app, change, address, { 'if-match': tags })
      assert.equal(response.statusCode, 200, tags)
      const etag = change === 'DELETE' ? undefined : '"3"'
      assert.equal(response.headers.etag, etag)
    }
  })

  test(`${change} is refused when If-Match names another version, and shows the task as it is`, async () => {
    const app = await openWith(change)
    const before = await everything(app)
    const [current] = JSON.parse(before).data.tasks
    const stale = ['"1"', '"3"', 'W/"2"', '"1", "3"', '"02"', '"2.0"', '"+2"', '"x"', '""', '"*"', 'W/"*"']
    for (const tags of [...stale, `"${'9'.repeat(400)}"`]) {
      const response = await send(app, change, address, { 'if-match': tags })
      const problem = problemIn(response, 412, 'VERSION_CONFLICT')
      assert.equal(problem.detail, 'The task has changed since you last saw it')
      assert.equal(response.headers.etag, '"2"', tags)
      assert.deepEqual(response.json().current, current)
    }
    assert.equal(await everything(app), before)
  })

  test(`${change} refuses an If-Match that cannot be read, and If-None-Match`, async () => {
    const app = await openWith(change)
    const before = await everything(app)
    for (const tags of malformed) {
      const response = await send(app, change, address, { 'if-match': tags })
      const { detail } = problemIn(response, 400, 'MALFORMED_REQUEST')
      assert.equal(detail, 'If-Match must be * or a list of entity tags like "12".')
    }
    for (const tags of ['*', '"1"', '"2"', 'x', '']) {
      const response = await send(app, change, address, { 'if-none-match': tags, 'if-match': '"2"' })
      const { detail } = problemIn(response, 400, 'MALFORMED_REQUEST')
      assert.equal(detail, 'If-None-Match is not for this request: for a change, use If-Match.')
    }
    assert.equal(await everything(app), before)
  })

  test(`${change} of a task that is not there, or another’s, is a 404 under any condition`, async () => {
    const app = await openWith(change)
    for (const tags of ['"1"', '"2"', '*']) {
      const headers = { 'if-match': tags }
      problemIn(await send(app, change, unknown, headers), 404, 'TASK_NOT_FOUND')
      problemIn(
        await send(app, change, address, { ...headers, authorization: 'Bearer bob' }),
        404,
        'TASK_NOT_FOUND',
      )
      if (change === 'restore') continue
      const trashed = await openWith('restore')
      problemIn(await send(trashed, change, address, headers), 404, 'TASK_NOT_FOUND')
    }
  })
}

test('a change that would change nothing is refused all the same when the version is another', async () => {
  const app = await openWith('PATCH')
  for (const method of ['PUT', 'PATCH']) {
    for (const body of [{}, { title: 'Old' }, { description: 'Second' }]) {
      const response = await call(app, `${method} ${address}`, { body, headers: { 'if-match': '"1"' } })
      problemIn(response, 412, 'VERSION_CONFLICT')
    }
    const current = await call(app, `${method} ${address}`, { body: {}, headers: { 'if-match': '"2"' } })
    assert.deepEqual([current.statusCode, current.headers.etag], [200, '"2"'])
  }
})

test('what is wrong with the body is told before the version is', async () => {
  const app = await openWith('PATCH')
  const headers = { 'if-match': '"1"' }
  problemIn(await call(app, `PUT ${address}`, { body: { title: '' }, headers }), 422, 'INVALID_REQUEST')
})

test('of two who change the same version, the second is shown what the first made of it', async () => {
  const app = await openWith('PATCH')
  const headers = { 'if-match': '"2"' }
  const first = await call(app, `PATCH ${address}`, { body: { title: 'First' }, headers })
  const second = await call(app, `PATCH ${address}`, { body: { title: 'Second' }, headers })
  assert.equal(first.statusCode, 200)
  problemIn(second, 412, 'VERSION_CONFLICT')
  assert.deepEqual(second.json().current, first.json().data)
  const merged = { 'if-match': String(second.headers.etag) }
  const third = await call(app, `PATCH ${address}`, { body: { title: 'Both' }, headers: merged })
  assert.equal(third.statusCode, 200)
})

test('two lines of If-Match are one list', async (t) => {
  const port = await listen(t, await openWith('PATCH'))
  const ask = async (...lines: string[]) => {
    const connection = await openConnection(t, port)
    const head = ['PATCH', address, 'HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer alice\r\nConnection: close']
    connection.send(
      `${head.join(' ')}\r\n${lines.join('\r\n')}\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}`,
    )
    return answerIn(await connection.ended()).statusCode
  }
  assert.equal(await ask('If-Match: "1"', 'If-Match: "2"'), 200)
  assert.equal(await ask('If-Match: "1"', 'If-Match: "3"'), 412)
  assert.equal(await ask('If-Match: *', 'If-Match: "2"'), 400)
  assert.equal(await ask('If-Match:'), 400)
})

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

test('a creation takes no condition, and says what makes it safe to repeat', async () => {
  const app = await openServer()
  for (const name of ['if-match', 'if-none-match']) {
    for (const tags of ['*', '"1"', 'x', '']) {
      const response = await call(app, 'POST /api/tasks', { body: { title: 'x' }, headers: { [name]: tags } })
      const { detail } = problemIn(response, 400, 'MALFORMED_REQUEST')
      assert.match(detail, /choose an id/)
    }
  }
  assert.deepEqual((await call(app, 'GET /api/tasks')).json().data.tasks, [])
})
