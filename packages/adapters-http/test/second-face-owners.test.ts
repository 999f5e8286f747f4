import assert from 'node:assert/strict'
import { test } from 'node:test'
import { taskUseCases } from '@taskport/domain'
import { inMemoryPorts } from '@taskport/domain/in-memory'
import { allUseCases } from './support/all-use-cases.js'
import { call } from './support/call.js'
import { detailIn } from './support/detail.js'
import { openServer } from './support/open-server.js'
import { problemIn } from './support/problem.js'
import { id, requests, requestsOf } from './support/second-face-requests.js'

const notYours = 'The user id in the address is not yours'

const oddIds = [
  ...[
    'a/b',
    'a%2Fb',
    'a%b',
    '%',
    '%25',
    '%2F',
    'a b',
    ' a',
    'a+b',
    'a;b',
    'a?b',
    'a#b',
    'a:b',
    'a@b',
    'a&b=c',
  ],
  ...[
    ':userId',
    '*',
    '**',
    '.x',
    '...',
    '__proto__',
    'constructor',
    'changes',
    'Tasks',
    "' or ''='",
    '"',
    '\\',
  ],
  ...['ü', 'u\u0308', '\u{1F600}'.repeat(255), '<script>', 'null', 'undefined', '0'],
]

test('401 comes before all else, with the header that asks for a token', async () => {
  const app = await openServer({ useCases: allUseCases(async () => assert.fail('a use case was called')) })
  for (const [request, body] of [...requests, ...requestsOf('bob')]) {
    for (const options of [
      { user: null, body },
      { user: '0', body: '{' },
    ]) {
      const response = await call(app, request, options)
      assert.equal(detailIn(response, 401), 'Sign in to use this')
      assert.equal(response.headers['www-authenticate'], 'Bearer')
    }
  }
})

test('another user’s path is 403, before anything of the request is read, and whoever that is', async () => {
  const app = await openServer({ useCases: allUseCases(async () => assert.fail('a use case was called')) })
  const bodies = [undefined, '', '{', { title: 1, userId: 'alice' }, ' '.repeat(70_000)]
  for (const [request, good] of requestsOf('bob')) {
    const first = await call(app, request, { body: good })
    for (const body of bodies) {
      const response = await call(app, request, { body })
      assert.equal(detailIn(response, 403), notYours)
      assert.equal(response.body, first.body)
    }
    for (const headers of [
      { 'content-type': 'text/plain' },
      { 'content-encoding': 'gzip' },
      { 'if-match': 'x', 'if-none-match': 'x' },
    ]) {
      detailIn(await call(app, request, { body: 'x', headers }), 403)
    }
    detailIn(await call(app, `${request}/?nonsense=%ff&status=x`, { body: good }), 403)
    detailIn(await call(app, request.replace(id, 'not-a-uuid'), { body: good }), 403)
  }
})

test('a path is one’s own only when it is, character by character, what the token says', async () => {
  const app = await openServer()
  for (const other of [
    'Alice',
    'ALICE',
    'alic',
    'alicee',
    'alice%20',
    '%20alice',
    'alice%00',
    'alice%2F',
    'a',
    '0',
  ]) {
    detailIn(await call(app, `GET /api/${other}/tasks`), 403)
  }
  for (const same of ['alice', '%61lice', '%61%6C%69%63%65']) {
    assert.equal((await call(app, `GET /api/${same}/tasks`)).statusCode, 200, same)
  }
})

test('user ids with any characters have paths of their own, percent-encoded', async (t) => {
  let userId = ''
  const app = await openServer({ authenticate: () => ({ outcome: 'accepted', userId }) })
  for (const odd of oddIds) {
    await t.test(odd.slice(0, 20), async () => {
      userId = odd
      const path = `/api/${encodeURIComponent(odd)}/tasks`
      const created = await call(app, `POST ${path}`, { body: { title: 'x' } })
      assert.equal(created.statusCode, 201, created.body)
      assert.equal(created.json().user_id, odd)
      const one = `${path}/${created.json().id}`
      assert.deepEqual((await call(app, `GET ${path}/?sort=title`)).json(), [created.json()])
      for (const request of [`GET ${one}`, `PATCH ${one}/complete/`, `DELETE ${one}/`]) {
        assert.equal((await call(app, request)).statusCode, 200, request)
      }
      userId = `${odd}!`
      detailIn(await call(app, `GET ${path}`), 403)
    })
  }
})

test('the first face’s addresses are not shadowed, whatever a user is called', async () => {
  const app = await openServer()
  const created = await call(app, 'POST /api/tasks', { user: 'tasks', body: { title: 'x' } })
  const { id: taskId } = created.json().data
  assert.equal((await call(app, `GET /api/tasks/${taskId}`, { user: 'tasks' })).json().success, true)
  assert.equal((await call(app, 'GET /api/changes', { user: 'changes' })).json().success, true)
  problemIn(
    await call(app, `POST /api/tasks/${taskId}`, { user: 'tasks', body: {} }),
    405,
    'METHOD_NOT_ALLOWED',
  )
  problemIn(await call(app, `GET /api/tasks/${taskId}/restore`), 405, 'METHOD_NOT_ALLOWED')

  // Where the two meet, the address is the first face's: who is called `tasks` lists by that one.
  problemIn(await call(app, 'GET /api/tasks/tasks', { user: 'tasks' }), 404, 'TASK_NOT_FOUND')
  const second = '/api/tasks/tasks'
  assert.equal((await call(app, `POST ${second}`, { user: 'tasks', body: { title: 'y' } })).statusCode, 201)
  assert.equal((await call(app, `GET ${second}/${taskId}`, { user: 'tasks' })).json().user_id, 'tasks')
  for (const [request, body] of [
    [`GET ${second}/${taskId}`],
    [`POST ${second}`, { title: 'y' }],
    [`PATCH ${second}/${taskId}/complete`],
  ] as const) {
    detailIn(await call(app, request, { body }), 403)
  }
})

test('what is no task, no task any more, or another’s, is 404 in the same words', async () => {
  const useCases = taskUseCases(inMemoryPorts())
  const app = await openServer({ useCases })
  const { task: bobs } = await useCases.createTask({ ownerId: 'bob', title: 'Of Bob' })
  const { task: gone } = await useCases.createTask({ ownerId: 'alice', title: 'Gone' })
  await useCases.deleteTask({ key: { ownerId: 'alice', taskId: gone.id } })
  const ids = [
    '00000000-0000-7000-8000-00000000ffff',
    bobs.id,
    gone.id,
    'x',
    `urn:uuid:${bobs.id}`,
    '7',
    '%00',
    'undefined',
  ]
  for (const [request, body] of requests.filter(([one]) => one.includes(id))) {
    const answers = new Set<string>()
    for (const taskId of ids) {
      const response = await call(app, request.replace(id, taskId), { body })
      assert.equal(detailIn(response, 404), 'Task not found')
      answers.add(JSON.stringify([response.body, { ...response.headers, date: '' }]))
    }
    assert.equal(answers.size, 1)
  }
  assert.deepEqual(await useCases.getTask({ ownerId: 'bob', taskId: bobs.id }), bobs)
})
