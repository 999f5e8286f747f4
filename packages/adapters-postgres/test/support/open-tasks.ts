import { connectionSettings, type DatabaseMeter, openPostgres } from '@taskport/adapters-postgres'
import { openTcpProxy, openTestDatabase, testServerUrl } from '@taskport/adapters-postgres/testing'

interface Options {
  readonly poolSize?: number
  readonly deadlineMs?: number
  readonly meter?: DatabaseMeter
}

const openRepository = async (url: string, { poolSize = 10, deadlineMs = 10_000, meter }: Options) => {
  const settings = connectionSettings(url)
  return { settings, ...(await openPostgres({ settings, poolSize, deadlineMs, meter })) }
}

/** A repository on an empty database of its own, with what a test needs to look behind it. */
export const openTasks = async (options: Options = {}) => {
  const database = await openTestDatabase(testServerUrl())
  const repository = await openRepository(database.url, options)
  return {
    url: database.url,
    ...repository,
    closeRepository: repository.close,
    close: async () => {
      await repository.close()
      await database.drop()
    },
  }
}

/** The same, through a network that can fail; `url` goes past it. */
export const openTasksThroughProxy = async (options: Options = {}) => {
  const database = await openTestDatabase(testServerUrl())
  const through = new URL(database.url)
  const network = await openTcpProxy(Number(through.port))
  through.port = String(network.port)
  const repository = await openRepository(through.href, options)
  return {
    url: database.url,
    network,
    ...repository,
    closeRepository: repository.close,
    close: async () => {
      await repository.close()
      await network.close()
      await database.drop()
    },
  }
}
