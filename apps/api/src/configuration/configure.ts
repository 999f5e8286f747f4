import { type Configuration, readConfiguration } from './configuration.js'
import { ConfigurationError } from './configuration-error.js'
import { loadEnvironment } from './environment.js'

/** This process's configuration; null, once it has said on standard error what is wrong with it. */
export const configure = (): Configuration | null => {
  try {
    return readConfiguration(loadEnvironment())
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error
    process.stderr.write(`${error.message}\n`)
    return null
  }
}
