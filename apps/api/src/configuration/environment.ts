import type { Environment } from './environment-reader.js'

/** The process's environment, filled up from `.env` in the working directory where there is one. */
export const loadEnvironment = (): Environment => {
  try {
    process.loadEnvFile()
  } catch (error) {
    const isAbsent = error instanceof Error && 'code' in error && error.code === 'ENOENT'
    if (!isAbsent) throw error
  }
  return process.env
}
