import { connectionSettings, openPostgres } from '@taskport/adapters-postgres'
import { openTestDatabase, testServerUrl } from '@taskport/adapters-postgres/testing'

/** A repository on an empty database of its own, with what a test needs to look behind it. */
export const openTasks = async ({ poolSize = 10, deadlineMs = 10_000 } = {}) => {
  const database = await openTestDatabase(testServerUrl())
  const settings = connectionSettings(database.url)
  const postgres = await openPostgres({ settings, poolSize, deadlineMs })
  return {
    url: database.url,
    settings,
    ...postgres,
    close: async () => {
      await postgres.close()
      await database.drop()
    },
  }
}
