import autocannon from 'autocannon'
import type { LoadJob, LoadResult } from './job.js'
import { requestsOf } from './requests.js'

const generate = async (job: LoadJob): Promise<LoadResult> => {
  const result = await autocannon({
    url: job.url,
    connections: job.connections,
    duration: job.seconds,
    setupClient: (client) => client.setRequests(requestsOf(job, job.workload)),
  })
  return {
    answered: result['2xx'],
    seconds: result.duration,
    p50: result.latency.p50,
    p99: result.latency.p99,
    errors: result.errors + result.timeouts + result.non2xx + result.mismatches,
  }
}

/** A process of its own, so that its work is on another core than the server's: job in, result out. */
process.on('message', (job: LoadJob) => {
  generate(job).then((result) => process.send?.(result))
})
