import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, test } from 'node:test'
import { at } from './support/at.js'
import type { Answer } from './support/call.js'
import { openHostileApi } from './support/hostile/hostile-api.js'
import { hostileBodies, oddBodies } from './support/hostile/hostile-bodies.js'
import { noIdsLike } from './support/hostile/no-ids.js'
import { oddTexts } from './support/hostile/odd-texts.js'

const api = await openHostileApi()
after(() => api[Symbol.asyncDispose]())

const id = randomUUID()
await api.ask('POST /api/tasks', { body: { id, title: 'Buy milk' } })
const list = '/api/alice/tasks'
const one = `${list}/${id}`

/** A refusal of this face is one sentence and nothing else. */
const assertRefused = (answer: Answer, status: number, about: string) => {
  assert.equal(answer.status, status, `${about}: ${answer.text}`)
  const detail = at(answer.body, 'detail')
  assert.ok(typeof detail === 'string' && detail.length > 0 && detail.length < 2_000, about)
  assert.deepEqual(answer.body, { detail }, about)
  assert.equal(answer.headers['set-cookie'], undefined)
}

test('Each body that the first face refuses is refused with the same status, in a sentence', async (t) => {
  const before = await api.stored()
  for (const [name, { bytes, created, changed = created }] of Object.entries(hostileBodies)) {
    await t.test(name, async () => {
      assertRefused(await api.ask(`POST ${list}`, { body: bytes }), Number(created.slice(0, 3)), 'POST')
      // An object without members asks for nothing: no change by PUT, and a toggle by the other, as no body at all does.
      if (changed === '200') return
      const toggles = name === 'nothing' || name === 'null'
      for (const request of [`PUT ${one}`, ...(toggles ? [] : [`PATCH ${one}/complete`])]) {
        assertRefused(await api.ask(request, { body: bytes }), Number(changed.slice(0, 3)), request)
      }
    })
  }
  assert.deepEqual(await api.stored(), before, 'Something was stored of it')
})

test('Whether it is done is said with true or false, and by no other name', async () => {
  const before = await api.stored()
  for (const value of ['null', '0', '1', '"true"', '"false"', '""', '[]', '[true]', '{}', '1e400']) {
    for (const request of [`POST ${list}`, `PUT ${one}`, `PATCH ${one}/complete`]) {
      const title = request.endsWith('complete') ? '' : '"title":"x",'
      const body = `{${title}"completed":${value}}`
      assertRefused(await api.ask(request, { body }), 422, `${request} ${body}`)
    }
  }
  for (const name of [
    'Completed',
    'is_completed',
    'done',
    'status',
    '__proto__',
    'user_id',
    'userId',
    'id',
  ]) {
    for (const request of [`POST ${list}`, `PUT ${one}`, `PATCH ${one}/complete`]) {
      const title = request.endsWith('complete') ? '"completed":true' : '"title":"x"'
      const body = `{${title},"${name}":true}`
      assertRefused(await api.ask(request, { body }), 422, `${request} ${body}`)
    }
  }
  for (const body of ['{"completed":true,"completed":false}', '{"completed":true,"comple\\u0074ed":true}'])
    assertRefused(await api.ask(`PATCH ${one}/complete`, { body }), 422, body)
  assert.deepEqual(await api.stored(), before)
})

test('Each odd body that is good JSON is read as what it says', async () => {
  for (const [name, [bytes, title]] of Object.entries(oddBodies)) {
    for (const [request, status] of [
      [`POST ${list}`, 201],
      [`PUT ${one}`, 200],
    ] as const) {
      const answer = await api.ask(request, { body: bytes })
      assert.equal(answer.status, status, `${name}: ${answer.text}`)
      assert.equal(at(answer.body, 'title'), title, name)
    }
  }
})

test('Each odd text is kept as it was sent, and shown alike by both faces', async () => {
  for (const [name, text] of Object.entries(oddTexts)) {
    const user = `of ${name}`
    const path = `/api/${encodeURIComponent(user)}/tasks`
    const created = await api.ask(`POST ${path}`, { user, body: { title: text, description: text } })
    assert.equal(created.status, 201, created.text)
    assert.deepEqual([at(created.body, 'title'), at(created.body, 'description')], [text, text], name)
    const taskId = String(at(created.body, 'id'))
    await api.ask(`PUT ${path}/${taskId}`, { user, body: { title: 'before', description: null } })
    const changed = await api.ask(`PUT ${path}/${taskId}`, { user, body: { title: text, description: text } })
    assert.deepEqual([at(changed.body, 'title'), at(changed.body, 'description')], [text, text], name)
    const { body } = await api.ask(`GET /api/tasks/${taskId}`, { user })
    assert.deepEqual([at(body, 'data', 'title'), at(body, 'data', 'description')], [text, text], name)
  }
})

test('A text that is no UUID names no task, and one in capitals names the same', async () => {
  const before = await api.stored()
  for (const segment of Object.keys(noIdsLike(id))) {
    for (const [request, body] of [
      [`GET ${list}/${segment}`],
      [`PUT ${list}/${segment}`, { title: 'Changed' }],
      [`PATCH ${list}/${segment}/complete`],
      [`DELETE ${list}/${segment}`],
    ] as const) {
      assertRefused(await api.ask(request, { body }), 404, request)
    }
  }
  assert.deepEqual(await api.stored(), before)
  const capitals = await api.ask(`GET ${list}/${id.toUpperCase()}`)
  assert.equal(at(capitals.body, 'id'), id)
})

test('A query is read as strictly as the first face’s', async () => {
  const before = await api.stored()
  const malformed = ['%ff', 'status=%ff', '%', 'sort=%zz']
  const invalid = [
    ...['cursor=x', 'q=milk', 'deleted=only', 'user_id=alice', '__proto__=x', '='],
    ...['limit=', 'limit=0', 'limit=-1', 'limit=1.5', 'limit=1e2x', 'limit=1000000', 'limit=5&limit=5'],
    ...['offset=', 'offset=-1', 'offset=0.5', 'offset=1000000', 'offset=NaN'],
    ...['order=', 'order=up', 'order=ASC', 'completed=', 'completed=1', 'completed=True', 'completed=null'],
    ...['search=', 'search=%20', 'search=%00', `search=${'x'.repeat(1_000)}`],
    ...['status=', 'status=done', 'status=ALL', 'status=all&status=all', 'status[]=all', 'status=all%00'],
    ...['sort=', 'sort=due_date', 'sort=-created', 'sort=title&sort=title', 'sort=title%20'],
  ]
  for (const query of malformed) assertRefused(await api.ask(`GET ${list}?${query}`), 400, query)
  for (const query of invalid) assertRefused(await api.ask(`GET ${list}?${query}`), 422, query)
  for (const [request, body] of [
    [`POST ${list}`, { title: 'x' }],
    [`GET ${one}`],
    [`PUT ${one}`, { title: 'x' }],
    [`PATCH ${one}`, { title: 'x' }],
    [`PATCH ${one}/complete`],
    [`PATCH ${one}/uncomplete`],
    [`DELETE ${one}`],
  ] as const) {
    for (const query of ['status=all', 'completed=true', 'x'])
      assertRefused(await api.ask(`${request}?${query}`, { body }), 422, `${request}?${query}`)
    assertRefused(await api.ask(`${request}?%ff`, { body }), 400, request)
  }
  assert.deepEqual(await api.stored(), before)
})
