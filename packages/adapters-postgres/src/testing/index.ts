export { globalSetup, globalTeardown, testServerUrl } from './global-setup.js'
export { openTestDatabase, startTestServer, type TestDatabase, type TestServer } from './test-server.js'
