export { globalSetup, globalTeardown, testServerUrl } from './global-setup.js'
export { runSql } from './run-sql.js'
export { openTestDatabase, startTestServer, type TestDatabase, type TestServer } from './test-server.js'
