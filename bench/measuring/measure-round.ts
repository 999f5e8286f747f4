import type { LoadGenerator } from '../load/generator.js'
import type { LoadJob } from '../load/job.js'
import type { Server } from '../servers/server.js'
import { backendsOf } from './backends.js'
import type { Figures } from './figures.js'
import { familyOf, processorTime, residentMemory } from './processor-time.js'

/** Asks one server for a while, and reads what that has cost its processes and PostgreSQL's. */
export const measureRound = async (
  server: Server,
  generator: LoadGenerator,
  job: Omit<LoadJob, 'url'>,
): Promise<Figures> => {
  const processes = await familyOf(server.pid)
  const before = await processorTime(processes)
  const backendsBefore = await backendsOf(server.databaseUrl)
  const databaseBefore = await processorTime(backendsBefore)
  const { answered, seconds, p50, p99, errors } = await generator.run({ ...job, url: server.url })
  const after = await processorTime(processes)
  // One that was opened meanwhile has done all its work for this round.
  const databaseAfter = await processorTime(await backendsOf(server.databaseUrl))
  return {
    requestsPerSecond: answered / seconds,
    p50,
    p99,
    processorPerRequest: ((after - before) / answered) * 1e6,
    databasePerRequest: ((databaseAfter - databaseBefore) / answered) * 1e6,
    memory: await residentMemory(processes),
    errors,
  }
}
