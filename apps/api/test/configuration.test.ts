import assert from 'node:assert/strict'
import { resolve } from 'node:path'
import { test } from 'node:test'
import { readConfiguration } from '../src/configuration/configuration.js'
import { configurationProblems } from './support/configuration-problems.js'
import { secret } from './support/tokens.js'

const url = 'postgres://user:password@localhost:5433/tasks'

test('Nothing needs to be set', () => {
  assert.deepEqual(readConfiguration({}), {
    isProduction: false,
    host: '127.0.0.1',
    port: 8_000,
    metricsPort: null,
    metricsHost: '127.0.0.1',
    tracing: null,
    logLevel: 'info',
    allowedOrigins: [],
    database: null,
    dataDirectory: resolve('.taskport'),
    secrets: [],
    betterAuthUrl: null,
    cursorSecret: null,
    issuer: undefined,
    audience: undefined,
    trashDays: 30,
    taskQuota: 1_000_000,
    ratePerUser: null,
    ratePerAddress: null,
    areRatesShared: false,
    trustedProxies: [],
    workers: 1,
    poolSize: 10,
    databaseDeadlineMs: 5_000,
    databaseStartLimitMs: 60_000,
    shutdownDelayMs: 0,
    shutdownLimitMs: 8_000,
  })
})

test('Everything can be set', () => {
  const configuration = readConfiguration({
    NODE_ENV: 'production',
    HOST: '::1',
    PORT: '80',
    OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318',
    OTEL_TRACES_SAMPLER: 'traceidratio',
    OTEL_TRACES_SAMPLER_ARG: '0.25',
    OTEL_EXPORTER_OTLP_TIMEOUT: '500',
    OTEL_BSP_SCHEDULE_DELAY: '1000',
    METRICS_PORT: '9464',
    METRICS_HOST: '127.0.0.1',
    LOG_LEVEL: 'warn',
    CORS_ORIGINS: 'https://app.example.com, http://localhost:3000,',
    NEON_DB_URL: url,
    TASKPORT_DATA_DIR: 'data',
    BETTER_AUTH_SECRET: secret,
    BETTER_AUTH_SECRETS: `${'n'.repeat(32)},${'o'.repeat(32)}`,
    BETTER_AUTH_URL: 'http://app.internal',
    BETTER_AUTH_ALLOW_PLAINTEXT: 'true',
    CURSOR_SECRET: 'c'.repeat(32),
    JWT_ISSUER: 'https://issuer.example.com',
    JWT_AUDIENCE: 'taskport',
    TRASH_DAYS: '7',
    TASK_QUOTA: '5000',
    RATE_PER_USER: '600',
    RATE_PER_ADDRESS: '6000',
    RATES_SHARED: 'true',
    TRUSTED_PROXIES: '10.0.0.0/8, loopback,2001:db8::1',
    WORKERS: '4',
    DB_POOL_SIZE: '20',
    DB_DEADLINE_MS: '250',
    DB_START_LIMIT_S: '30',
    SHUTDOWN_DELAY_S: '7',
    SHUTDOWN_LIMIT_S: '3',
  })
  const { database, ...rest } = configuration
  assert.deepEqual(rest, {
    isProduction: true,
    host: '::1',
    port: 80,
    metricsPort: 9_464,
    metricsHost: '127.0.0.1',
    tracing: { sampler: 'traceidratio', ratio: 0.25, timeoutMs: 500, delayMs: 1_000 },
    logLevel: 'warn',
    allowedOrigins: ['https://app.example.com', 'http://localhost:3000'],
    dataDirectory: resolve('data'),
    secrets: ['n'.repeat(32), 'o'.repeat(32), secret],
    betterAuthUrl: 'http://app.internal',
    cursorSecret: 'c'.repeat(32),
    issuer: 'https://issuer.example.com',
    audience: 'taskport',
    trashDays: 7,
    taskQuota: 5_000,
    ratePerUser: 600,
    ratePerAddress: 6_000,
    areRatesShared: true,
    trustedProxies: ['10.0.0.0/8', 'loopback', '2001:db8::1'],
    workers: 4,
    poolSize: 20,
    databaseDeadlineMs: 250,
    databaseStartLimitMs: 30_000,
    shutdownDelayMs: 7_000,
    shutdownLimitMs: 3_000,
  })
  assert.equal(database?.host, 'localhost')
  assert.equal(database?.port, 5_433)
  assert.equal(database?.database, 'tasks')
})

test('A variable that is empty or blank counts as absent', () => {
  const names = [
    ...['NODE_ENV', 'HOST', 'PORT', 'LOG_LEVEL', 'CORS_ORIGINS', 'NEON_DB_URL', 'TASKPORT_DATA_DIR'],
    ...['BETTER_AUTH_SECRET', 'JWT_ISSUER', 'JWT_AUDIENCE', 'DB_POOL_SIZE', 'DB_DEADLINE_MS'],
    ...['DB_ALLOW_PLAINTEXT', 'DB_START_LIMIT_S', 'SHUTDOWN_LIMIT_S', 'TRASH_DAYS'],
    ...['METRICS_PORT', 'METRICS_HOST', 'OTEL_EXPORTER_OTLP_ENDPOINT', 'OTEL_TRACES_SAMPLER'],
    ...['BETTER_AUTH_SECRETS', 'BETTER_AUTH_URL', 'BETTER_AUTH_ALLOW_PLAINTEXT', 'CURSOR_SECRET'],
    ...['WORKERS', 'RATES_SHARED', 'SHUTDOWN_DELAY_S'],
  ]
  for (const empty of ['', '  ']) {
    const environment = Object.fromEntries(names.map((name) => [name, empty]))
    assert.deepEqual(readConfiguration(environment), readConfiguration({}))
  }
})

test('In production it listens on every address, else on this machine’s own; HOST decides', () => {
  const production = { NODE_ENV: 'production', BETTER_AUTH_SECRET: secret }
  assert.equal(readConfiguration(production).host, '0.0.0.0')
  assert.equal(readConfiguration({ NODE_ENV: 'development' }).host, '127.0.0.1')
  assert.equal(readConfiguration({ ...production, HOST: '10.0.0.1' }).host, '10.0.0.1')
})

test('All problems are told together', () => {
  const found = configurationProblems({
    NODE_ENV: 'production',
    PORT: 'http',
    LOG_LEVEL: 'loud',
    CORS_ORIGINS: '*,nowhere',
    NEON_DB_URL: 'nonsense',
    DB_POOL_SIZE: '0',
  })
  const names = found.map((problem) => problem.split(/[: ]/)[0])
  assert.deepEqual(names.sort(), [
    'BETTER_AUTH_SECRET',
    'CORS_ORIGINS',
    'CORS_ORIGINS',
    'DB_POOL_SIZE',
    'LOG_LEVEL',
    'NEON_DB_URL',
    'PORT',
  ])
})
