import assert from 'node:assert/strict'
import { METHODS } from 'node:http'
import { test } from 'node:test'
import { recordRoutes } from '../src/testing/index.js'
import { call } from './support/call.js'
import { openServer } from './support/open-server.js'
import { problemIn } from './support/problem.js'

const nowhere = [
  '/',
  '/api',
  '/api/',
  '/API/tasks',
  '/api/Tasks',
  '/api/tasksx',
  '/api/task',
  '/api//changes',
  '/api/alice',
  '/api/alice/task',
  '/api/alice/tasks/x/y',
  '/api/alice/tasks/x/complete/y',
  '/api/alice/changes',
  '/api/tasks/x/y',
  '/api/tasks/x/complete/y',
  '/api/tasks/x/restore/y',
  '/v1/api/tasks',
  '/health',
  '/health/',
  '/openapi.jso',
  '/docs.html',
  '/docs/static/no-such-file.js',
  '/docs/static/..%2f..%2fpackage.json',
  '/.env',
  '/favicon.ico',
  '/__proto__',
]

test('an address that does not exist is a 404, with a token or without, whatever is sent to it', async (t) => {
  const app = await openServer()
  for (const path of nowhere) {
    await t.test(path, async () => {
      problemIn(await call(app, `GET ${path}`), 404, 'ROUTE_NOT_FOUND')
      problemIn(await call(app, `GET ${path}?x=%ff`, { user: null }), 404, 'ROUTE_NOT_FOUND')
      if (path.startsWith('/docs/static/')) return
      for (const body of ['{"title":"x"}', '{', '', ' '.repeat(100_000)]) {
        problemIn(await call(app, `POST ${path}`, { body }), 404, 'ROUTE_NOT_FOUND')
      }
      const headers = { 'content-type': 'text/plain', 'content-encoding': 'gzip' }
      problemIn(await call(app, `PUT ${path}`, { body: 'x', headers }), 404, 'ROUTE_NOT_FOUND')
    })
  }
})

const allowed: Readonly<Record<string, string>> = {
  '/api/tasks': 'GET, HEAD, POST',
  '/api/tasks/': 'GET, HEAD, POST',
  '/api/tasks?limit=5': 'GET, HEAD, POST',
  '/api/tasks/00000000-0000-7000-8000-000000000001': 'DELETE, GET, HEAD, PATCH, PUT',
  '/api/tasks/x/': 'DELETE, GET, HEAD, PATCH, PUT',
  '/api/tasks/%2F': 'DELETE, GET, HEAD, PATCH, PUT',
  '/api/tasks/x/complete': 'PATCH',
  '/api/tasks/x/restore': 'POST',
  '/api/alice/tasks': 'GET, HEAD, POST',
  '/api/alice/tasks/?status=all': 'GET, HEAD, POST',
  '/api/a%2Fb%20c/tasks': 'GET, HEAD, POST',
  '/api/alice/tasks/x': 'DELETE, GET, HEAD, PATCH, PUT',
  '/api/alice/tasks/x/complete': 'PATCH',
  '/api/alice/tasks/x/uncomplete': 'PATCH',
  '/api/changes': 'GET, HEAD',
  '/api/changes/?since=x': 'GET, HEAD',
  '/health/live': 'GET, HEAD',
  '/health/ready': 'GET, HEAD',
  '/openapi.json': 'GET, HEAD',
  '/docs': 'GET, HEAD',
  '/docs/': 'GET, HEAD',
  '/docs/static/swagger-ui.css': 'GET, HEAD',
}

/** OPTIONS is answered on every address, by CORS; CONNECT asks for a tunnel and never becomes a request. */
const methods = METHODS.filter((method) => method !== 'OPTIONS' && method !== 'CONNECT')

test('an address that exists answers every other method with 405 and those that it has', async (t) => {
  const app = await openServer()
  for (const [path, allow] of Object.entries(allowed)) {
    await t.test(path, async () => {
      for (const method of methods.filter((one) => !allow.split(', ').includes(one))) {
        for (const options of [{}, { user: null, body: '{' }]) {
          const response = await call(app, `${method} ${path}`, options)
          if (method === 'HEAD') assert.deepEqual([response.statusCode, response.body], [405, ''])
          else problemIn(response, 405, 'METHOD_NOT_ALLOWED')
          assert.equal(response.headers.allow, allow, method)
        }
      }
    })
  }
})

test('every route of the server is among those, so that a new one is not forgotten', async () => {
  const { routes } = await recordRoutes(openServer)
  for (const route of routes.filter((one) => !one.startsWith('OPTIONS '))) {
    const [method = '', url = ''] = route.split(' ')
    const covered = Object.entries(allowed).some(
      ([path, allow]) =>
        allow.split(', ').includes(method) &&
        new RegExp(`^${url.replaceAll(/:\w+/g, '[^/?]+').replaceAll('*', '.+')}$`).test(path),
    )
    assert.ok(covered || /^(GET|HEAD) \/docs\//.test(route), route)
  }
})
