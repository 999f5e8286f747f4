import assert from 'node:assert/strict'
import { availableParallelism } from 'node:os'
import { test } from 'node:test'
import { readConfiguration } from '../src/configuration/configuration.js'
import { configurationProblems } from './support/configuration-problems.js'
import { secret } from './support/tokens.js'

test('Each number has its limits, and nothing but digits is one', () => {
  const ranges = [
    { name: 'PORT', min: 0, max: 65_535 },
    { name: 'METRICS_PORT', min: 0, max: 65_535 },
    { name: 'TRASH_DAYS', min: 0, max: 3_650 },
    { name: 'TASK_QUOTA', min: 1, max: 100_000_000 },
    { name: 'RATE_PER_USER', min: 0, max: 100_000_000 },
    { name: 'RATE_PER_ADDRESS', min: 0, max: 100_000_000 },
    { name: 'DB_POOL_SIZE', min: 1, max: 500 },
    { name: 'DB_DEADLINE_MS', min: 100, max: 60_000 },
    { name: 'DB_START_LIMIT_S', min: 0, max: 3_600 },
    { name: 'SHUTDOWN_DELAY_S', min: 0, max: 300 },
    { name: 'SHUTDOWN_LIMIT_S', min: 0, max: 300 },
  ]
  for (const { name, min, max } of ranges) {
    for (const good of [`${min}`, `${max}`, ` ${max} `])
      assert.deepEqual(configurationProblems({ [name]: good }), [])
    for (const bad of [
      `${min - 1}`,
      `${max + 1}`,
      '1e2',
      '0x10',
      '1.5',
      '1_0',
      '٣',
      'ten',
      '9'.repeat(400),
    ]) {
      assert.deepEqual(configurationProblems({ [name]: bad }), [
        `${name} must be a whole number from ${min} to ${max}; it is "${bad}".`,
      ])
    }
  }
})

test('WORKERS is a number from 1 to 64, or auto: as many as there are processors', () => {
  for (const good of [1, 2, 64]) assert.equal(readConfiguration({ WORKERS: `${good}` }).workers, good)
  assert.equal(readConfiguration({ WORKERS: 'auto' }).workers, Math.min(availableParallelism(), 64))
  for (const bad of ['0', '65', '-1', '1.5', 'AUTO', 'max', '0x2', '9'.repeat(400)]) {
    assert.deepEqual(configurationProblems({ WORKERS: bad }), [
      `WORKERS must be auto, or a whole number from 1 to 64; it is "${bad}".`,
    ])
  }
})

test('Several workers share their rates, unless it is said that they do not', () => {
  assert.equal(readConfiguration({ WORKERS: '2' }).areRatesShared, true)
  assert.equal(readConfiguration({ WORKERS: '2', RATES_SHARED: 'false' }).areRatesShared, false)
  assert.equal(readConfiguration({ WORKERS: '1' }).areRatesShared, false)
})

test('A choice is one of those listed, to the letter', () => {
  const levels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']
  for (const level of levels) assert.equal(readConfiguration({ LOG_LEVEL: level }).logLevel, level)
  assert.deepEqual(configurationProblems({ LOG_LEVEL: 'INFO' }), [
    `LOG_LEVEL must be one of ${levels.join(', ')}; it is "INFO".`,
  ])
})

test('CORS_ORIGINS takes origins: a scheme and a host, and nothing after them', () => {
  for (const bad of [
    '*',
    'app.example.com',
    'https://app.example.com/',
    'https://app.example.com/x',
    'null',
  ]) {
    assert.deepEqual(configurationProblems({ CORS_ORIGINS: `https://good.example.com,${bad}` }), [
      `CORS_ORIGINS must list origins like https://app.example.com, separated by commas; "${bad}" is none.`,
    ])
  }
})

test('A rate of 0 is none', () => {
  const { ratePerUser, ratePerAddress } = readConfiguration({ RATE_PER_USER: '0', RATE_PER_ADDRESS: '0' })
  assert.deepEqual([ratePerUser, ratePerAddress], [null, null])
})

test('TRUSTED_PROXIES takes addresses, networks smaller than all there is, and their names', () => {
  const good = ['127.0.0.1', '10.0.0.0/8', '::1', 'fc00::/7', 'loopback', 'linklocal', 'uniquelocal']
  assert.deepEqual(configurationProblems({ TRUSTED_PROXIES: good.join(',') }), [])
  const bad = [
    'true',
    '*',
    '1',
    'proxy.example.com',
    '0.0.0.0/0',
    '::/0',
    '10.0.0.0/33',
    '10.0.0.0/8/8',
    '10.0.0',
    'x/8',
  ]
  for (const one of bad) {
    assert.deepEqual(configurationProblems({ TRUSTED_PROXIES: `10.0.0.1,${one}` }), [
      `TRUSTED_PROXIES must list addresses or networks like 10.0.0.0/8, or loopback, linklocal, uniquelocal, separated by commas; "${one}" is none.`,
    ])
  }
})

test('A database URL that cannot be used is explained without its password', () => {
  const environment = { BETTER_AUTH_SECRET: secret }
  const bad = [
    ['mysql://user:hunter2hunter2@localhost/tasks', /^NEON_DB_URL: The database URL must look like /],
    ['postgres://user:hunter2hunter2@db.example.com/tasks?sslmode=disable', /DB_ALLOW_PLAINTEXT=true/],
    ['postgres://user:hunter2hunter2@localhost/tasks?sslmode=maybe', /sslmode=maybe is not known/],
  ] as const
  for (const [NEON_DB_URL, message] of bad) {
    const [problem = '', ...others] = configurationProblems({ ...environment, NEON_DB_URL })
    assert.match(problem, message)
    assert.doesNotMatch(problem, /hunter2/)
    assert.deepEqual(others, [])
  }
  const plain = { ...environment, NEON_DB_URL: bad[1][0] }
  assert.equal(readConfiguration({ ...plain, DB_ALLOW_PLAINTEXT: 'true' }).database?.ssl, false)
  assert.match(
    configurationProblems({ ...plain, DB_ALLOW_PLAINTEXT: 'yes' })[0] ?? '',
    /^DB_ALLOW_PLAINTEXT must be one of /,
  )
})
