import { openTestDatabase, runSql } from '@taskport/adapters-postgres/testing'
import { fillTaskport } from '../data/fill.js'
import { tokensOf } from '../data/tokens.js'
import { type LoadGenerator, startGenerator } from '../load/generator.js'
import type { Workload } from '../load/workloads.js'
import { measureRound } from '../measuring/measure-round.js'
import { median } from '../measuring/median.js'
import { startServer } from '../servers/server.js'
import { type Size, sizes } from './sizes.js'

/** What grows: the mix is none of its own. */
export const grown = ['list', 'get', 'create', 'update', 'changes'] as const satisfies readonly Workload[]

/** Microseconds of processor time a request, of the API and of PostgreSQL together, by operation. */
export interface Cost {
  readonly size: Size
  readonly microseconds: Readonly<Record<(typeof grown)[number], number>>
}

const secret = 'the-secret-of-a-benchmark-and-of-nothing-else'
const port = 8_180
/** Few, as one owner's changes wait for one another. */
const connections = 4
const mostTokens = 2_000

export interface GrowthOptions {
  readonly serverUrl: string
  readonly rounds: number
  readonly seconds: number
}

const measureSize = async (
  size: Size,
  { serverUrl, rounds, seconds }: GrowthOptions,
  generator: LoadGenerator,
): Promise<Cost> => {
  const database = await openTestDatabase(serverUrl)
  try {
    await fillTaskport(database.url, size.amount)
    await runSql(serverUrl, 'checkpoint')
    await using server = await startServer('taskport', {
      port,
      databaseUrl: database.url,
      secret,
      core: 0,
      nodeOptions: [],
      workers: 1,
    })
    const { users, tasksPerUser } = size.amount
    const tokens = tokensOf(Math.min(users, mostTokens), secret)
    const job = { connections, tokens, tasksPerUser, seconds }
    const medians = async (workload: Workload): Promise<number> => {
      await generator.run({ ...job, workload, seconds: 1, url: server.url })
      const costs: number[] = []
      for (let round = 0; round < rounds; round += 1) {
        const { processorPerRequest, databasePerRequest, errors } = await measureRound(server, generator, {
          ...job,
          workload,
        })
        if (errors > 0)
          throw new Error(`${errors} requests of ${workload} failed at ${size.count} ${size.line}`)
        costs.push(processorPerRequest + databasePerRequest)
      }
      return median(costs)
    }
    return {
      size,
      microseconds: {
        list: await medians('list'),
        get: await medians('get'),
        changes: await medians('changes'),
        create: await medians('create'),
        update: await medians('update'),
      },
    }
  } finally {
    await database.drop()
  }
}

/** Measures every operation at every size, one after the other. */
export const measureGrowth = async (options: GrowthOptions): Promise<Cost[]> => {
  await using generator = startGenerator(1)
  const costs: Cost[] = []
  for (const size of sizes) {
    costs.push(await measureSize(size, options, generator))
    process.stderr.write(`${size.count} ${size.line} done.\n`)
  }
  return costs
}
