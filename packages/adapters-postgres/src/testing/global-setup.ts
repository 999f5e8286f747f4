import { prepareTestServer, startTestServer, type TestServer } from './test-server.js'

const variable = 'TASKPORT_TEST_SERVER_URL'

let server: TestServer | null = null

/**
 * For node:test's `--test-global-setup`: starts one server for all test files of a run, or uses the one whose URL
 * `TASKPORT_TEST_SERVER_URL` gives, to run them on another version of PostgreSQL.
 */
export const globalSetup = async (): Promise<void> => {
  const given = process.env[variable]
  if (given !== undefined) return prepareTestServer(given)
  server = await startTestServer()
  process.env[variable] = server.url
}

/** Stops the one it started. */
export const globalTeardown = async (): Promise<void> => {
  await server?.stop()
}

/** The URL of the server that the run's global setup has started. @throws {Error} when there was none: tests do not skip. */
export const testServerUrl = (): string => {
  const url = process.env[variable]
  if (url === undefined) throw new Error('No test server: run the tests by `npm test`, which starts one')
  return url
}
