import { openTestDatabase, runSql } from '@taskport/adapters-postgres/testing'
import { fillTaskport } from '../data/fill.js'
import { tokensOf } from '../data/tokens.js'
import { startGenerator } from '../load/generator.js'
import type { Workload } from '../load/workloads.js'
import { measureRound } from '../measuring/measure-round.js'
import { median } from '../measuring/median.js'
import { type Server, startServer } from '../servers/server.js'
import { type Size, sizes } from './sizes.js'

/** What grows: the mix is none of its own. Reading comes first, as writing adds tasks. */
export const grown = ['list', 'get', 'changes', 'create', 'update'] as const satisfies readonly Workload[]

export type Operation = (typeof grown)[number]

/** Microseconds of processor time a request, of the API and of PostgreSQL together, by operation. */
export interface Cost {
  readonly size: Size
  readonly microseconds: Readonly<Record<Operation, number>>
}

const secret = 'the-secret-of-a-benchmark-and-of-nothing-else'
const firstPort = 8_180
/** Few, as one owner's changes wait for one another. */
const connections = 4
const mostTokens = 2_000

export interface GrowthOptions {
  readonly serverUrl: string
  readonly rounds: number
  readonly seconds: number
}

interface Sample {
  readonly size: Size
  readonly server: Server
  readonly tokens: readonly string[]
  readonly costs: Readonly<Record<Operation, number[]>>
}

const prepare = async (
  size: Size,
  index: number,
  serverUrl: string,
  stack: AsyncDisposableStack,
): Promise<Sample> => {
  const database = await openTestDatabase(serverUrl)
  stack.defer(database.drop)
  await fillTaskport(database.url, size.amount)
  const server = stack.use(
    await startServer('taskport', {
      port: firstPort + index,
      databaseUrl: database.url,
      secret,
      core: 0,
      nodeOptions: [],
      workers: 1,
    }),
  )
  process.stderr.write(`${size.count} ${size.line} are there.\n`)
  const tokens = tokensOf(Math.min(size.amount.users, mostTokens), secret)
  return { size, server, tokens, costs: { list: [], get: [], changes: [], create: [], update: [] } }
}

/** Measures every operation at every size, the sizes in turn, so that whatever else the machine does falls on all of them. */
export const measureGrowth = async ({ serverUrl, rounds, seconds }: GrowthOptions): Promise<Cost[]> => {
  await using stack = new AsyncDisposableStack()
  const samples: Sample[] = []
  for (const [index, size] of sizes.entries()) samples.push(await prepare(size, index, serverUrl, stack))
  await runSql(serverUrl, 'checkpoint')
  const generator = stack.use(startGenerator(1))
  for (const workload of grown) {
    for (let round = 0; round <= rounds; round += 1) {
      for (const { size, server, tokens, costs } of samples) {
        const { tasksPerUser } = size.amount
        const job = { workload, seconds, connections, tokens, tasksPerUser }
        const figures = await measureRound(server, generator, job)
        if (figures.errors > 0) {
          throw new Error(`${figures.errors} requests of ${workload} failed at ${size.count} ${size.line}`)
        }
        // The first is for warming up.
        if (round > 0) costs[workload].push(figures.processorPerRequest + figures.databasePerRequest)
      }
    }
    process.stderr.write(`${workload} is measured.\n`)
  }
  return samples.map(({ size, costs }) => ({
    size,
    microseconds: {
      list: median(costs.list),
      get: median(costs.get),
      changes: median(costs.changes),
      create: median(costs.create),
      update: median(costs.update),
    },
  }))
}
