import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openapiDocument } from '../src/index.js'
import { recordRoutes } from '../src/testing/index.js'
import { call } from './support/call.js'
import { detailIn } from './support/detail.js'
import { memoryLog } from './support/memory-log.js'
import { openServer, trustingAuthenticate } from './support/open-server.js'
import { problemIn, withoutRequestId } from './support/problem.js'

const refusedForms: Readonly<Record<string, string>> = {
  empty: '',
  'the scheme alone': 'Bearer',
  'the scheme and a space': 'Bearer ',
  'no space': 'Beareralice',
  'a tab for a space': 'Bearer\talice',
  'a tab in front': '\tBearer alice',
  'two tokens': 'Bearer alice bob',
  'two tokens, by a comma': 'Bearer alice,bob',
  'two schemes': 'Bearer alice, Basic YWxpY2U6',
  'the scheme twice': 'Bearer Bearer alice',
  quotes: 'Bearer "alice"',
  'an equals sign': 'Bearer=alice',
  'a colon': 'Bearer: alice',
  'the token alone': 'alice',
  'another scheme': 'Basic YWxpY2U6',
  'a longer scheme': 'Bearers alice',
  'a token that is refused': 'Bearer 0',
  null: 'Bearer null0',
  'a no-break space': 'Bearer\u00A0alice',
}

test('every other form of the Authorization header is refused, and no form is told from another', async (t) => {
  const app = await openServer()
  const missing = await call(app, 'GET /api/tasks', { user: null })
  const { detail } = problemIn(missing, 401, 'UNAUTHORIZED')
  assert.equal(detail, 'Sign in to use this')
  for (const [name, authorization] of Object.entries(refusedForms)) {
    await t.test(name, async () => {
      const response = await call(app, 'GET /api/tasks', { headers: { authorization } })
      problemIn(response, 401, 'UNAUTHORIZED')
      assert.equal(response.headers['www-authenticate'], 'Bearer')
      assert.equal(withoutRequestId(response), withoutRequestId(missing))
      assert.deepEqual(Object.keys(response.headers), Object.keys(missing.headers))
    })
  }
})

test('the scheme is taken in any case, with any number of spaces', async () => {
  const app = await openServer()
  for (const authorization of ['Bearer alice', 'bearer alice', 'BEARER alice', 'bEaReR    alice']) {
    assert.equal((await call(app, 'GET /api/tasks', { headers: { authorization } })).statusCode, 200)
  }
})

test('a token is taken from the Authorization header alone', async () => {
  const app = await openServer()
  const headers = {
    cookie: 'token=alice',
    'x-authorization': 'Bearer alice',
    'proxy-authorization': 'Bearer alice',
  }
  problemIn(
    await call(app, 'GET /api/tasks?access_token=alice', { user: null, headers }),
    401,
    'UNAUTHORIZED',
  )
})

test('the user is who authenticate says, at once or by a promise', async () => {
  for (const authenticate of [trustingAuthenticate, async (token: string) => trustingAuthenticate(token)]) {
    const app = await openServer({ authenticate })
    const created = await call(app, 'POST /api/tasks', { body: { title: 'x' } })
    assert.equal(created.json().data.userId, 'alice')
    problemIn(await call(app, 'GET /api/tasks', { user: '0' }), 401, 'UNAUTHORIZED')
  }
})

test('a user id is kept exactly as authenticate gives it', async () => {
  const userId = ' Ünï\u{1F600}"\\% __proto__'
  const app = await openServer({ authenticate: () => ({ outcome: 'accepted', userId }) })
  assert.equal((await call(app, 'POST /api/tasks', { body: { title: 'x' } })).json().data.userId, userId)
  assert.equal((await call(app, 'GET /api/tasks')).json().data.tasks.length, 1)
})

test('an authenticate that fails is a fault of ours, told to the log alone', async () => {
  const fault = new Error('keys.example.com refused us')
  const failing = [
    () => {
      throw fault
    },
    () => Promise.reject(fault),
  ]
  for (const authenticate of failing) {
    const { logger, withMessage } = memoryLog()
    const app = await openServer({ authenticate, logger })
    const response = await call(app, 'GET /api/tasks')
    const { requestId } = problemIn(response, 500, 'INTERNAL_ERROR')
    assert.doesNotMatch(JSON.stringify([response.headers, response.body]), /example|refused|Error:/)
    const [line, ...others] = withMessage('Request failed by a fault of ours')
    assert.deepEqual([line?.level, line?.requestId, line?.err, others], ['error', requestId, fault, []])
  }
})

test('every route of the API answers 401 without a token, before anything else', async (t) => {
  const useCase = async () => assert.fail('a use case was called')
  const { app, routes } = await recordRoutes(() =>
    openServer({
      useCases: {
        createTask: useCase,
        getTask: useCase,
        listTasks: useCase,
        updateTask: useCase,
        deleteTask: useCase,
        toggleTask: useCase,
        restoreTask: useCase,
        listChanges: useCase,
        purgeTrash: useCase,
      },
    }),
  )
  const underApi = routes.filter((route) => route.split(' ')[1]?.startsWith('/api'))

  await t.test('the routes are those of the OpenAPI document', () => {
    const { paths } = openapiDocument(app)
    assert.ok(typeof paths === 'object' && paths !== null)
    const documented = Object.entries(paths).flatMap(([path, operations]) =>
      Object.keys(operations).map(
        (method) => `${method.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`,
      ),
    )
    assert.deepEqual(
      underApi.filter((route) => !route.startsWith('HEAD ')),
      documented.filter((route) => route.includes(' /api')).sort(),
    )
    assert.ok(underApi.length >= 8)
  })

  for (const route of underApi) {
    await t.test(route, async () => {
      const address = route.replaceAll(/:\w+/g, '00000000-0000-7000-8000-000000000001')
      const plain = await call(app, address, { user: null })
      const wrong = await call(app, `${address}?x=1`, { user: '0', body: '{' })
      for (const response of [plain, wrong]) {
        if (route.startsWith('HEAD ')) assert.equal(response.statusCode, 401)
        else if (route.includes(':userId')) detailIn(response, 401)
        else problemIn(response, 401, 'UNAUTHORIZED')
        assert.equal(response.headers['www-authenticate'], 'Bearer')
      }
      assert.equal(withoutRequestId(plain), withoutRequestId(wrong))
    })
  }
})

test('every other route answers without a token', async () => {
  const { app, routes } = await recordRoutes(openServer)
  const open = routes.filter((route) => /^GET \/(?!api)/.test(route) && !route.includes('*'))
  assert.ok(open.includes('GET /health/live'))
  for (const route of open) {
    assert.ok((await call(app, route, { user: null })).statusCode < 400, route)
  }
})
