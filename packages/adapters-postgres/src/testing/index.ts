export { globalSetup, globalTeardown, testServerUrl } from './global-setup.js'
export { openPostgresWithoutPredicates, withoutPolicies, withoutPredicates } from './one-wall.js'
export { runSql } from './run-sql.js'
export { openTestDatabase, startTestServer, type TestDatabase, type TestServer } from './test-server.js'
