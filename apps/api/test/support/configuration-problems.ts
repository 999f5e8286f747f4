import assert from 'node:assert/strict'
import { readConfiguration } from '../../src/configuration/configuration.js'
import { ConfigurationError } from '../../src/configuration/configuration-error.js'
import type { Environment } from '../../src/configuration/environment-reader.js'

/** What is said to be wrong with an environment, a problem each. */
export const configurationProblems = (environment: Environment): readonly string[] => {
  try {
    readConfiguration(environment)
  } catch (error) {
    assert.ok(error instanceof ConfigurationError)
    assert.equal(
      error.message,
      ['Taskport cannot start with this configuration:', ...error.problems].join('\n- '),
    )
    return error.problems
  }
  return []
}
