import assert from 'node:assert/strict'
import { cp, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { outsideEnvironment, repository } from './support/repository.js'
import { shell } from './support/shell.js'

const packages = ['domain', 'auth', 'adapters-http', 'adapters-postgres', 'client']
const env = {
  ...outsideEnvironment(),
  PATH: `${join(repository, 'node_modules/.bin')}:${process.env.PATH}`,
  TURBO_TELEMETRY_DISABLED: '1',
}

/** A project as another team would have it, outside this repository, with the packages as npm would publish them. */
let project = ''

before(async () => {
  project = await mkdtemp(join(tmpdir(), 'taskport-project-'))
  await shell('npm run build', { cwd: repository, env })
  for (const name of packages) {
    await shell(`npm pack --silent --pack-destination '${project}'`, {
      cwd: join(repository, 'packages', name),
      env,
    })
  }
  await writeFile(
    join(project, 'package.json'),
    JSON.stringify({ name: 'project', private: true, type: 'module' }),
  )
  await cp(join(repository, 'test-long/project'), join(project, 'src'), { recursive: true })
})
after(() => rm(project, { recursive: true, force: true }))

const install = async (names: readonly string[]) => {
  const tarballs = (await readdir(project)).filter((file) =>
    names.some((name) => file.startsWith(`taskport-${name}-`)),
  )
  assert.equal(tarballs.length, names.length)
  const files = tarballs.map((file) => `./${file}`).join(' ')
  await shell(`npm install --silent ${files} @types/node@26`, { cwd: project, env })
}

const compile = (file: string) =>
  shell(
    `'${repository}/node_modules/.bin/tsc' --strict --target es2024 --module nodenext --types node --outDir out src/${file}.ts`,
    { cwd: project, env },
  )

test('domain alone: types and code work, and its contract tells a good adapter from a bad one', async () => {
  await install(['domain'])
  assert.deepEqual(await readdir(join(project, 'node_modules/@taskport')), ['domain'])
  await compile('own-adapter')
  assert.deepEqual(JSON.parse(await shell('node out/own-adapter.js', { cwd: project, env })), {
    title: 'Buy milk',
    good: [],
    careless: ['another owner neither finds, lists nor changes a task'],
  })
})

test('the client alone: types and code work, and it brings nothing along', async () => {
  await install(['client'])
  assert.deepEqual(await readdir(join(project, 'node_modules/@taskport/client')), [
    'LICENSE',
    'README.md',
    'dist',
    'package.json',
  ])
  await compile('own-frontend')
  assert.deepEqual(JSON.parse(await shell('node out/own-frontend.js', { cwd: project, env })), {
    titles: ['Buy milk'],
    code: 'TASK_NOT_FOUND',
  })
})

test('all packages: another composition root serves the use cases over HTTP', async () => {
  await install(packages)
  await compile('own-api')
  assert.deepEqual(JSON.parse(await shell('node out/own-api.js', { cwd: project, env })), {
    created: 201,
    title: 'Buy milk',
    stranger: 401,
  })
})
