import { resolve } from 'node:path'
import { ConfigurationError } from './configuration-error.js'
import type { Environment } from './environment-reader.js'

/**
 * The process's environment, filled up from `.env` in the working directory where there is one.
 * @throws {ConfigurationError} when it is there and cannot be read; a Python environment's directory often has that name
 */
export const loadEnvironment = (): Environment => {
  try {
    process.loadEnvFile()
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error
    if (error.code === 'ENOENT') return process.env
    throw new ConfigurationError([`${resolve('.env')} cannot be read as a file (${error.message}).`])
  }
  return process.env
}
