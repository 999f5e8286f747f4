import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { call } from './support/call.js'
import { address, changes, malformed, openWith, unknown } from './support/conditional-task.js'
import { answerIn, listen, openConnection } from './support/connection.js'
import { openServer } from './support/open-server.js'
import { problemIn } from './support/problem.js'

type Headers = Readonly<Record<string, string>>

const send = (app: FastifyInstance, change: (typeof changes)[number], path: string, headers: Headers) => {
  if (change === 'restore') return call(app, `POST ${path}/restore`, { headers })
  return call(app, `${change} ${path}`, {
    headers,
    ...(change === 'DELETE' ? {} : { body: { title: 'New' } }),
  })
}

const everything = async (app: FastifyInstance): Promise<string> => (await call(app, 'GET /api/changes')).body

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
