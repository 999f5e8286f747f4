import { join } from 'node:path'
import { openTestDatabase, runSql } from '@taskport/adapters-postgres/testing'
import { fillReference, fillTaskport } from './data/fill.js'
import { tokensOf } from './data/tokens.js'
import { openBenchDatabase } from './database.js'
import { startGenerator } from './load/generator.js'
import type { Workload } from './load/workloads.js'
import type { Figures } from './measuring/figures.js'
import { measureRound } from './measuring/measure-round.js'
import { findPgbench, runPgbench } from './measuring/pgbench.js'
import type { BenchOptions } from './options.js'
import { comparison, report } from './report/report.js'
import { errorsIn, readResults, type WorkloadResults, writeResults } from './report/results.js'
import { checkAnswers } from './servers/check-answers.js'
import { type ServerName, serverNames, startServer } from './servers/server.js'

const amount = { users: 1_000, tasksPerUser: 100 }
const secret = 'the-secret-of-a-benchmark-and-of-nothing-else'
const serverCore = 0
const otherCore = 1
const firstPort = Number(process.env.BENCH_PORT ?? 8_100)
const warmUpSeconds = 1

const emptyDatabase = async (adminUrl: string, name: string): Promise<string> => {
  await runSql(adminUrl, `drop database if exists ${name} with (force)`)
  await runSql(adminUrl, `create database ${name}`)
  const url = new URL(adminUrl)
  url.pathname = `/${name}`
  return url.href
}

const say = (text: string): void => {
  process.stderr.write(`${text}\n`)
}

/** Runs all of it, prints the table and keeps the results. Answers whether every request was answered as it should be. */
export const runBench = async (options: BenchOptions): Promise<boolean> => {
  const { rounds, seconds, connections, workers, isPinned, profileDirectory } = options
  await using stack = new AsyncDisposableStack()
  const database = stack.use(await openBenchDatabase(isPinned ? otherCore : null))

  const own = await openTestDatabase(database.url)
  stack.defer(own.drop)
  await fillTaskport(own.url, amount)
  const equal = await openTestDatabase(database.url)
  stack.defer(equal.drop)
  await fillTaskport(equal.url, amount)
  const databaseUrls: Record<ServerName, string> = {
    taskport: own.url,
    plain: await emptyDatabase(database.url, 'reference_plain'),
    tuned: await emptyDatabase(database.url, 'reference_tuned'),
    equal: equal.url,
  }
  await fillReference(databaseUrls.plain, amount)
  await fillReference(databaseUrls.tuned, amount)

  const servers = await Promise.all(
    serverNames.map(async (name, index) =>
      stack.use(
        await startServer(name, {
          port: firstPort + index,
          databaseUrl: databaseUrls[name],
          secret,
          // With several workers there is more than one core to use.
          core: isPinned && workers === 1 ? serverCore : null,
          nodeOptions:
            profileDirectory === null || name !== 'taskport'
              ? []
              : ['--cpu-prof', `--cpu-prof-dir=${profileDirectory}`],
          workers,
        }),
      ),
    ),
  )
  const tokens = tokensOf(amount.users, secret)
  await checkAnswers(servers, tokens)
  say('All servers give the same answers.')

  const generator = stack.use(startGenerator(isPinned ? otherCore : null))
  const pgbench = await findPgbench()
  const job = (workload: Workload, duration: number) => ({
    workload,
    seconds: duration,
    connections,
    tokens,
    tasksPerUser: amount.tasksPerUser,
  })

  const measured = new Map<Workload, WorkloadResults & { rounds: Record<ServerName, Figures[]> }>()
  for (const workload of options.workloads) {
    measured.set(workload, { workload, rounds: { taskport: [], plain: [], tuned: [], equal: [] }, floor: [] })
    for (const server of servers) {
      await generator.run({ ...job(workload, warmUpSeconds), url: server.url })
    }
  }
  for (let round = 1; round <= rounds; round += 1) {
    for (const [workload, results] of measured) {
      // Another one begins each time, so that none is always measured behind the same.
      for (const index of servers.keys()) {
        const server = servers[(index + round) % servers.length]
        if (server === undefined) continue
        results.rounds[server.name].push(await measureRound(server, generator, job(workload, seconds)))
      }
      if (pgbench !== null) {
        const floorOptions = { path: pgbench, databaseUrl: databaseUrls.plain, amount, workload, seconds: 1 }
        results.floor.push(await runPgbench({ ...floorOptions, core: isPinned ? serverCore : null }))
      }
    }
    say(`Round ${round} of ${rounds} done.`)
  }

  const at = new Date().toISOString()
  const results = { at, node: process.version, seconds, workers, workloads: [...measured.values()] }
  process.stdout.write(`${report(results)}\n`)
  say(`Kept in ${await writeResults(join(import.meta.dirname, '../results'), results)}`)
  if (options.earlier !== null) {
    process.stdout.write(`\n${comparison(results, await readResults(options.earlier))}\n`)
  }
  const errors = errorsIn(results)
  if (errors > 0) say(`${errors} requests failed: these figures mean nothing.`)
  return errors === 0
}
