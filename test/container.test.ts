import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { validate } from 'dockerfile-utils'
import { parse } from 'yaml'
import { dockerfileSteps, type Step } from './container/dockerfile-steps.js'

const fileOf = (name: string): string => readFileSync(new URL(`../${name}`, import.meta.url), 'utf8')

const dockerfile = fileOf('Dockerfile')
const steps = dockerfileSteps(dockerfile)
const lastStage = steps.at(-1)?.stage

const the = (keyword: string): Step => {
  const [step, ...more] = steps.filter((one) => one.stage === lastStage && one.keyword === keyword)
  if (step === undefined || more.length > 0) throw new Error(`There is not one ${keyword} in the last stage`)
  return step
}

test('the Dockerfile has nothing that a linter complains of', () => {
  assert.deepEqual(
    validate(dockerfile).map(({ range, message }) => `${range.start.line + 1}: ${message}`),
    [],
  )
})

test('its images are those of the Node that the repository is tested with, by a tag that does not move on', () => {
  const version = fileOf('.node-version').trim()
  assert.match(version, /^\d+\.\d+\.\d+$/)
  const images = steps.filter(({ keyword }) => keyword === 'FROM').map(({ args: [image] }) => image)
  assert.deepEqual([...new Set(images)], [`node:${version}-slim`])
  assert.equal(JSON.parse(fileOf('package.json')).devDependencies.node, version)
})

test('the process is nobody’s superuser and is started without a shell, which would keep its signals', () => {
  const [user = ''] = the('USER').args
  assert.match(user, /^[1-9]\d*:[1-9]\d*$/)
  for (const keyword of ['CMD', 'HEALTHCHECK']) {
    const { isJson, args } = the(keyword)
    assert.equal(isJson, true)
    assert.equal(args[0], 'node')
    const source = args[1]?.replace('/dist/', '/src/').replace(/js$/, 'ts') ?? ''
    assert.ok(existsSync(new URL(`../${source}`, import.meta.url)), source)
  }
})

test('what it is, is written on it', () => {
  const labels = the('LABEL').text
  for (const name of ['title', 'description', 'licenses', 'version', 'revision']) {
    assert.ok(labels.includes(`org.opencontainers.image.${name}=`), name)
  }
  assert.equal(
    steps.find(({ keyword, text }) => keyword === 'ARG' && text.startsWith('VERSION='))?.text,
    `VERSION=${JSON.parse(fileOf('package.json')).version}`,
  )
})

test('the services of compose.yaml: only what is needed is allowed, and the database is waited for', () => {
  const { services } = parse(fileOf('compose.yaml'))
  assert.deepEqual(Object.keys(services).sort(), ['api', 'database'])
  const { api, database } = services
  assert.equal(api.read_only, true)
  assert.deepEqual(api.cap_drop, ['ALL'])
  assert.deepEqual(api.security_opt, ['no-new-privileges:true'])
  assert.deepEqual(api.depends_on, { database: { condition: 'service_healthy' } })
  assert.deepEqual(api.ports, [`127.0.0.1:8000:${the('EXPOSE').text}`])
  assert.match(database.image, /^postgres:18\.\d+$/)
  const url = new URL(api.environment.NEON_DB_URL)
  assert.equal(url.hostname, 'database')
  assert.equal(url.username, database.environment.POSTGRES_USER)
  assert.equal(url.password, database.environment.POSTGRES_PASSWORD)
  assert.equal(url.pathname, `/${database.environment.POSTGRES_DB}`)
})
