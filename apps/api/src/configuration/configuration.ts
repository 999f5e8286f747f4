import { resolve } from 'node:path'
import { type ConnectionSettings, connectionSettings, DatabaseUrlError } from '@taskport/adapters-postgres'
import { limits } from '@taskport/domain'
import { type Environment, type EnvironmentReader, environmentReader } from './environment-reader.js'
import { type ObservationSettings, readObservationSettings } from './observation-settings.js'
import { type RateSettings, readRateSettings } from './rate-settings.js'
import { readTokenSettings, type TokenSettings } from './token-settings.js'
import { readWorkers } from './workers-setting.js'

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const

/** All that can be set, read once at the start. Durations are in milliseconds. */
export interface Configuration extends TokenSettings, RateSettings, ObservationSettings {
  readonly isProduction: boolean
  readonly host: string
  readonly port: number
  readonly logLevel: (typeof logLevels)[number]
  readonly allowedOrigins: readonly string[]
  /** Null: the embedded server. */
  readonly database: ConnectionSettings | null
  /** Where the embedded server and a secret of our own are kept; absolute. */
  readonly dataDirectory: string
  /** How long a deleted task can be restored, in days. */
  readonly trashDays: number
  /** How many tasks a user may keep, those in the trash too. */
  readonly taskQuota: number
  /** How many processes serve; 1: this one, without any other. */
  readonly workers: number
  /** Of each process. */
  readonly poolSize: number
  readonly databaseDeadlineMs: number
  readonly databaseStartLimitMs: number
  /** How long the stop goes on taking requests while `/health/ready` says no already. */
  readonly shutdownDelayMs: number
  /** How long it waits for open requests after that. */
  readonly shutdownLimitMs: number
}

const readDatabase = (reader: EnvironmentReader): ConnectionSettings | null => {
  const url = reader.text('NEON_DB_URL')
  if (url === undefined) return null
  const allowPlainText = reader.choice('DB_ALLOW_PLAINTEXT', ['true', 'false'], 'false') === 'true'
  try {
    return connectionSettings(url, { allowPlainText })
  } catch (error) {
    if (!(error instanceof DatabaseUrlError)) throw error
    reader.problem(`NEON_DB_URL: ${error.message}`)
    return null
  }
}

const isOrigin = (text: string): boolean => URL.canParse(text) && new URL(text).origin === text

const readOrigins = (reader: EnvironmentReader): string[] => {
  const origins = reader.list('CORS_ORIGINS')
  for (const origin of origins.filter((one) => !isOrigin(one))) {
    reader.problem(
      `CORS_ORIGINS must list origins like https://app.example.com, separated by commas; "${origin}" is none.`,
    )
  }
  return origins
}

/** @throws {ConfigurationError} naming everything that is wrong */
export const readConfiguration = (environment: Environment): Configuration => {
  const reader = environmentReader(environment)
  const isProduction = reader.text('NODE_ENV') === 'production'
  const hasDatabaseUrl = reader.text('NEON_DB_URL') !== undefined
  const host = reader.text('HOST') ?? (isProduction ? '0.0.0.0' : '127.0.0.1')
  const port = reader.integer('PORT', { min: 0, max: 65_535, otherwise: 8_000 })
  const workers = readWorkers(reader)
  const configuration: Configuration = {
    isProduction,
    host,
    port,
    ...readObservationSettings(reader, { host, port }),
    logLevel: reader.choice('LOG_LEVEL', logLevels, 'info'),
    allowedOrigins: readOrigins(reader),
    database: readDatabase(reader),
    dataDirectory: resolve(reader.text('TASKPORT_DATA_DIR') ?? '.taskport'),
    ...readTokenSettings(reader, { isProduction, hasDatabaseUrl }),
    ...readRateSettings(reader, { workers }),
    trashDays: reader.integer('TRASH_DAYS', { ...limits.trashDays, otherwise: limits.trashDays.default }),
    taskQuota: reader.integer('TASK_QUOTA', { ...limits.taskQuota, otherwise: limits.taskQuota.default }),
    workers,
    poolSize: reader.integer('DB_POOL_SIZE', { min: 1, max: 500, otherwise: 10 }),
    databaseDeadlineMs: reader.integer('DB_DEADLINE_MS', { min: 100, max: 60_000, otherwise: 5_000 }),
    databaseStartLimitMs: 1_000 * reader.integer('DB_START_LIMIT_S', { min: 0, max: 3_600, otherwise: 60 }),
    shutdownDelayMs: 1_000 * reader.integer('SHUTDOWN_DELAY_S', { min: 0, max: 300, otherwise: 0 }),
    shutdownLimitMs: 1_000 * reader.integer('SHUTDOWN_LIMIT_S', { min: 0, max: 300, otherwise: 8 }),
  }
  reader.finish()
  return configuration
}
