import { startTestServer } from '@taskport/adapters-postgres/testing'

/** Servers for tests that run at the same time, each making its template database anew from its own migrations. */
export const startTestServers = async (count: number) => {
  const servers = await Promise.all(Array.from({ length: count }, startTestServer))
  return {
    environments: servers.map(({ url }) => ({ TASKPORT_TEST_SERVER_URL: url })),
    stop: async () => {
      await Promise.all(servers.map((server) => server.stop()))
    },
  }
}
