import { Counter, Gauge, Histogram, type Registry } from '@prometheus-io/client'
import type { HttpMeter } from '@taskport/adapters-http'

/** From a cached read to the longest time that a request may wait for the database by default, and twice that. */
const durationBuckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

/** Methods that some route has. A caller may send any other, and must not make a series of each. */
const knownMethods: ReadonlySet<string> = new Set([
  'GET',
  'HEAD',
  'POST',
  'PUT',
  'PATCH',
  'DELETE',
  'OPTIONS',
])

/** The figures of the HTTP server. Labels come from the router and from ourselves alone, so they are few whatever is sent. */
export const httpMetrics = (registry: Registry): HttpMeter => {
  const registers = [registry]
  let inFlight = 0
  const inFlightGauge: Gauge = new Gauge({
    name: 'taskport_http_requests_in_flight',
    help: 'Requests that have begun and not ended.',
    registers,
    collect: () => inFlightGauge.set(inFlight),
  })
  const requests = new Counter({
    name: 'taskport_http_requests_total',
    help: 'Requests that have ended, by method, route (unknown: none was found) and status (aborted: the client went away or was cut off).',
    labelNames: ['method', 'route', 'status'] as const,
    registers,
  })
  const durations = new Histogram({
    name: 'taskport_http_request_duration_seconds',
    help: 'Time from the headers of a request to the end of its answer, by method and route.',
    labelNames: ['method', 'route'] as const,
    buckets: durationBuckets,
    registers,
  })
  const refusedTokens = new Counter({
    name: 'taskport_http_tokens_refused_total',
    help: 'Requests answered 401, by what was wrong with the token.',
    labelNames: ['reason'] as const,
    registers,
  })
  const unjudgedTokens = new Counter({
    name: 'taskport_http_tokens_not_judged_total',
    help: 'Requests answered 503 because the keys for their token could not be had, by why.',
    labelNames: ['reason'] as const,
    registers,
  })
  const exceededRates = new Counter({
    name: 'taskport_http_rate_limited_total',
    help: 'Requests answered 429, by the limit that they were over.',
    labelNames: ['limit'] as const,
    registers,
  })
  for (const limit of ['address', 'user'] as const) exceededRates.inc({ limit }, 0)
  const refusedConnections = new Counter({
    name: 'taskport_http_connections_refused_total',
    help: 'Connections closed because what came on them was no HTTP request or came too slowly, by the status that said so.',
    labelNames: ['status'] as const,
    registers,
  })
  const cutConnections = new Counter({
    name: 'taskport_http_connections_cut_total',
    help: 'Connections cut because their answer was not read.',
    registers,
  })

  return {
    requestBegan: () => {
      inFlight += 1
    },
    requestEnded: ({ method, route, status, seconds }) => {
      inFlight -= 1
      const labels = { method: knownMethods.has(method) ? method : 'other', route: route ?? 'unknown' }
      requests.inc({ ...labels, status: status ?? 'aborted' })
      durations.observe(labels, seconds)
    },
    tokenRefused: (reason) => refusedTokens.inc({ reason }),
    tokenNotJudged: (reason) => unjudgedTokens.inc({ reason }),
    rateExceeded: (limit) => exceededRates.inc({ limit }),
    connectionRefused: (status) => refusedConnections.inc({ status }),
    connectionCut: () => cutConnections.inc(),
  }
}
