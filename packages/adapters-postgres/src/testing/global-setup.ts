import { startTestServer, type TestServer } from './test-server.js'

const variable = 'TASKPORT_TEST_SERVER_URL'

let server: TestServer | null = null

/** For node:test's `--test-global-setup`: starts one server for all test files of a run. */
export const globalSetup = async (): Promise<void> => {
  server = await startTestServer()
  process.env[variable] = server.url
}

/** Stops it. */
export const globalTeardown = async (): Promise<void> => {
  await server?.stop()
}

/** The URL of the server that the run's global setup has started. @throws {Error} when there was none: tests do not skip. */
export const testServerUrl = (): string => {
  const url = process.env[variable]
  if (url === undefined) throw new Error('No test server: run the tests by `npm test`, which starts one')
  return url
}
