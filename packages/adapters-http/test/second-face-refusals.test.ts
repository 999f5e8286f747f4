import assert from 'node:assert/strict'
import { test } from 'node:test'
import { StorageUnavailable, TaskError, type TaskUseCases, taskUseCases } from '@taskport/domain'
import { inMemoryPorts } from '@taskport/domain/in-memory'
import { openapiDocument } from '../src/index.js'
import { recordRoutes } from '../src/testing/index.js'
import { call } from './support/call.js'
import { detailIn } from './support/detail.js'
import { memoryLog } from './support/memory-log.js'
import { openServer } from './support/open-server.js'
import { problemIn } from './support/problem.js'
import { schemaValidator } from './support/schema-validator.js'

const id = '00000000-0000-7000-8000-000000000001'

/** Every request of this face, as `userId` or anybody else may send it. */
const requestsOf = (userId: string) =>
  [
    [`GET /api/${userId}/tasks`],
    [`POST /api/${userId}/tasks`, { title: 'x' }],
    [`GET /api/${userId}/tasks/${id}`],
    [`PUT /api/${userId}/tasks/${id}`, { title: 'x' }],
    [`PATCH /api/${userId}/tasks/${id}`, { title: 'x' }],
    [`PATCH /api/${userId}/tasks/${id}/complete`],
    [`PATCH /api/${userId}/tasks/${id}/complete`, { completed: true }],
    [`PATCH /api/${userId}/tasks/${id}/uncomplete`],
    [`DELETE /api/${userId}/tasks/${id}`],
  ] as const

const requests = requestsOf('alice')

/** Use cases each of which does this. */
const allUseCases = (useCase: () => Promise<never>): TaskUseCases => ({
  createTask: useCase,
  getTask: useCase,
  listTasks: useCase,
  updateTask: useCase,
  toggleTask: useCase,
  deleteTask: useCase,
  restoreTask: useCase,
  listChanges: useCase,
  purgeTrash: useCase,
})

const notYours = 'The user id in the address is not yours'

test('every route of this face is among these requests', async () => {
  const { routes } = await recordRoutes(openServer)
  const known = requests.map(([request]) => request.replace('alice', ':userId').replace(id, ':id'))
  assert.deepEqual(
    routes.filter((route) => route.includes('/:userId') && !route.startsWith('HEAD ')),
    [...new Set(known)].sort(),
  )
})

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

test('422 says in one text all that is wrong with a body', async () => {
  const app = await openServer()
  await call(app, 'POST /api/tasks', { body: { id, title: 'x' } })
  const [create, change, complete] = [
    'POST /api/alice/tasks',
    `PUT /api/alice/tasks/${id}`,
    `PATCH /api/alice/tasks/${id}/complete`,
  ]
  const object = 'The request needs a JSON object as its body.'
  const refusals: readonly (readonly [request: string, body: unknown, detail: string])[] = [
    [create, {}, 'The title is required.'],
    [create, { title: ' ' }, 'The title must show at least one character.'],
    [create, { title: 'x'.repeat(256) }, 'The title must have at most 255 characters.'],
    [
      create,
      { title: 'x', description: 'x'.repeat(1_001) },
      'The description must have at most 1000 characters.',
    ],
    [create, { title: 'x', user_id: 'alice' }, 'There is no field named "user_id".'],
    [create, { title: 'x', id }, 'There is no field named "id".'],
    [create, { title: 'x', completed: null }, 'The completed must be true or false.'],
    [create, { title: 7, completed: 'no' }, 'The title must be a text. The completed must be true or false.'],
    [create, [], object],
    [create, undefined, object],
    [change, undefined, object],
    [change, { status: 'completed' }, 'There is no field named "status".'],
    [change, { title: null }, 'The title must be a text.'],
    [change, '{"title":"x","title":"y"}', 'The field "title" is given more than once.'],
    [complete, { completed: 'true' }, 'The completed must be true or false.'],
    [complete, { is_completed: true }, 'There is no field named "is_completed".'],
    [complete, [], object],
    [complete, 'true', object],
  ]
  for (const [request, body, detail] of refusals) {
    assert.equal(detailIn(await call(app, request, { body }), 422), detail)
  }
  detailIn(await call(app, `${complete}?completed=true`), 422)
  detailIn(await call(app, `GET /api/alice/tasks/${id}?x=1`), 422)
})

test('400, 413 and 415 say what is wrong with the form', async () => {
  const app = await openServer()
  for (const [request] of requests.filter(([, body]) => body !== undefined)) {
    assert.equal(detailIn(await call(app, request, { body: '{' }), 400), 'The request body is not JSON.')
    assert.match(detailIn(await call(app, request, { body: ' '.repeat(65_537) }), 413), /64 KiB/)
    const headers = { 'content-type': 'text/plain' }
    assert.match(detailIn(await call(app, request, { body: 'x', headers }), 415), /^Send JSON/)
    const encoded = { 'content-encoding': 'gzip' }
    assert.match(detailIn(await call(app, request, { body: 'x', headers: encoded }), 415), /^Send JSON/)
    assert.equal(detailIn(await call(app, `${request}?x=%ff`, { body: {} }), 400), 'The URL is malformed.')
  }
})

test('over the rate: 429, and when to come back; over the quota: 403', async () => {
  const limited = await openServer({ rateLimits: { perUser: 2 } })
  for (const status of [200, 200, 429]) {
    const response = await call(limited, 'GET /api/alice/tasks')
    assert.equal(response.statusCode, status)
    if (status !== 429) continue
    assert.equal(detailIn(response, 429), 'Too many requests; wait a little')
    assert.match(String(response.headers['retry-after']), /^[1-9]\d?$/)
  }
  const full = await openServer({ useCases: taskUseCases(inMemoryPorts(), { taskQuota: 1 }) })
  assert.equal((await call(full, 'POST /api/alice/tasks', { body: { title: 'x' } })).statusCode, 201)
  assert.match(
    detailIn(await call(full, 'POST /api/alice/tasks', { body: { title: 'x' } }), 403),
    /^You have 1 tasks/,
  )
})

test('a fault is a 500 that tells nothing, storage that is away a 503 that says when to come back', async () => {
  const { logger, withMessage } = memoryLog()
  let error: Error = new Error('relation "tasks" does not exist')
  const fail = async () => {
    throw error
  }
  const app = await openServer({ useCases: allUseCases(fail), logger })
  const validate = schemaValidator(openapiDocument(app), '#/components/schemas/Detail')
  for (const [request, body] of requests) {
    const response = await call(app, request, { body })
    assert.equal(detailIn(response, 500), 'Something went wrong on our side')
    validate(response.json())
  }
  assert.equal(withMessage('Request failed by a fault of ours').length, requests.length)

  error = new StorageUnavailable('10.0.0.7 is down', { retryAfterSeconds: 7 })
  for (const [request, body] of requests) {
    const response = await call(app, request, { body })
    assert.equal(detailIn(response, 503), 'The service is busy or restarting; try again shortly')
    assert.equal(response.headers['retry-after'], '7')
  }
  assert.equal(withMessage('Request turned away: storage is unavailable').length, requests.length)

  error = new TaskError({ code: 'INVALID_TEXT', problems: [{ field: 'title', problem: 'BLANK' }] })
  const refused = await call(app, 'POST /api/alice/tasks', { body: { title: 'x' } })
  assert.equal(detailIn(refused, 422), 'The title must show at least one character.')
})

test('answers are private, readable to listed origins, and logged without the user’s id', async () => {
  const { logger, withMessage } = memoryLog()
  const origin = 'https://app.example.com'
  const app = await openServer({ allowedOrigins: [origin], logger })
  for (const [path, status] of [
    ['/api/alice/tasks', 200],
    ['/api/bob/tasks', 403],
  ] as const) {
    const response = await call(app, `GET ${path}`, { headers: { origin } })
    assert.equal(response.statusCode, status)
    assert.equal(response.headers['access-control-allow-origin'], origin)
    assert.equal(response.headers['cache-control'], 'private, no-cache')
    assert.equal(response.headers['x-content-type-options'], 'nosniff')
    const line = withMessage('Request answered').at(-1)
    assert.deepEqual([line?.route, line?.status], ['/api/:userId/tasks', status])
    assert.doesNotMatch(JSON.stringify(line), /alice|bob/)
  }
  const headers = { origin, 'access-control-request-method': 'PATCH' }
  const preflight = await call(app, `OPTIONS /api/alice/tasks/${id}/complete`, { user: null, headers })
  assert.equal(preflight.statusCode, 204)
})
