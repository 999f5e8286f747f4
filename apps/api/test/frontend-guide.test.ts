import assert from 'node:assert/strict'
import { test } from 'node:test'
import { at } from './support/at.js'
import { call } from './support/call.js'
import { migratedDatabase } from './support/database.js'
import { authServer } from './support/guide/auth-server.js'
import { frontendProject } from './support/guide/frontend-project.js'
import { guideFiles, readmeExample, readmeFiles } from './support/guide/guide-files.js'
import { clientScenario, plainScenario, standIns } from './support/guide/scenarios.js'
import { startApi } from './support/start-api.js'
import { secret, tokenOf } from './support/tokens.js'

const files = {
  ...guideFiles(),
  ...readmeFiles(),
  'plain-scenario.ts': plainScenario,
  'client-scenario.ts': clientScenario,
  'readme-example.ts': readmeExample(),
  'auth-server.ts': authServer,
}

test('the code of docs/frontend.md and of the client’s README compiles as it stands', async () => {
  assert.ok(Object.keys(files).length > 10)
  using project = frontendProject(files)
  assert.deepEqual(await project.compile(), { code: 0, output: '' })
})

test('a mistake in any of it would be found', async () => {
  const planted = Object.entries(files).map(([path, code]) => [
    path,
    `${code}\nexport const planted: number = ''`,
  ])
  using project = frontendProject(Object.fromEntries(planted))
  const { code, output } = await project.compile()
  assert.notEqual(code, 0)
  for (const path of Object.keys(files)) assert.ok(output.includes(`${path}(`), `${path} is not compiled`)
})

test('what the guide has its readers write works with the API', async (context) => {
  await using database = await migratedDatabase()
  await using api = await startApi({
    environment: { NEON_DB_URL: database.url, BETTER_AUTH_SECRET: secret },
  })
  using project = frontendProject({ ...files, ...standIns })
  const run = async (file: string): Promise<string> => {
    const environment = { TOKEN: tokenOf(file), NEXT_PUBLIC_TASKPORT_URL: api.address }
    const { code, output } = await project.run(file, environment)
    assert.equal(code, 0, output)
    return output
  }

  await context.test('lib/api.ts', async () => {
    assert.deepEqual(JSON.parse(await run('plain-scenario.ts')), {
      same: true,
      status: 'completed',
      failures: [
        [412, 'VERSION_CONFLICT', null, 'completed'],
        [422, 'INVALID_REQUEST', ['/id', '/title'], null],
      ],
      open: 0,
      message: 'Task deleted successfully',
      left: 0,
    })
  })

  await context.test('lib/taskport.ts, lib/save.ts, lib/sync.ts and lib/explain.ts', async () => {
    assert.deepEqual(JSON.parse(await run('client-scenario.ts')), {
      first: ['Buy milk', 'Call Bob'],
      second: [['Buy oat milk', 'Two litres']],
      merged: 'Buy oat milk',
      contested: null,
      explained: [{ field: 'title', message: 'The title must show at least one character.' }],
    })
  })

  await context.test('the example of the client’s README', async () => {
    assert.equal(await run('readme-example.ts'), 'Buy milk\nIt is completed now\n')
  })
})

for (const way of ['keys', 'secret'] as const) {
  test(`the guide’s Better Auth and the API understand each other by ${way}`, async () => {
    await using database = await migratedDatabase()
    using project = frontendProject(files)
    await using auth = await project.serve(['auth-server.ts', way], {
      BETTER_AUTH_SECRET: secret,
      BETTER_AUTH_TELEMETRY: '0',
    })
    const token = String(at(auth.told, 'token'))
    await using api = await startApi({
      environment: {
        NEON_DB_URL: database.url,
        CURSOR_SECRET: 'another secret of the tests alone: 0b',
        ...(way === 'keys'
          ? { BETTER_AUTH_URL: String(at(auth.told, 'url')) }
          : { BETTER_AUTH_SECRET: secret }),
      },
    })
    const created = await call(api.address, '/api/tasks', {
      method: 'POST',
      token,
      body: { title: 'Buy milk' },
    })
    assert.equal(created.status, 201, created.text)
    assert.equal(at(created.body, 'data', 'userId'), at(auth.told, 'userId'))
  })
}
