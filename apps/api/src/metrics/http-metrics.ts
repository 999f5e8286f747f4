import type { Registry } from '@prometheus-io/client'
import type { HttpMeter } from '@taskport/adapters-http'
import { knownMethods } from '../known-methods.js'
import { figuresIn } from './figures-in.js'
import { requestTally } from './tally.js'

/** From a cached read to the longest time that a request may wait for the database by default, and twice that. */
const durationBuckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

/** The figures of the HTTP server. Labels come from the router and from ourselves alone, so they are few whatever is sent. */
export const httpMetrics = (registry: Registry): HttpMeter => {
  const { counter, lateCounter, gauge, histogram } = figuresIn(registry)
  let inFlight = 0
  gauge('taskport_http_requests_in_flight', 'Requests that have begun and not ended.', () => inFlight)
  const requests = requestTally()
  lateCounter(
    'taskport_http_requests_total',
    'Requests that have ended, by method, route (unknown: none was found) and status (aborted: the client went away or was cut off).',
    (counter) => requests.drain((labels, count) => counter.inc(labels, count)),
    'method',
    'route',
    'status',
  )
  const durations = histogram(
    'taskport_http_request_duration_seconds',
    'Time from the headers of a request to the end of its answer, by method and route.',
    durationBuckets,
    'method',
    'route',
  )
  const refusedTokens = counter(
    'taskport_http_tokens_refused_total',
    'Requests answered 401, by what was wrong with the token.',
    'reason',
  )
  const unjudgedTokens = counter(
    'taskport_http_tokens_not_judged_total',
    'Requests answered 503 because the keys for their token could not be had, by why.',
    'reason',
  )
  const exceededRates = counter(
    'taskport_http_rate_limited_total',
    'Requests answered 429, by the limit that they were over.',
    'limit',
  )
  for (const limit of ['address', 'user'] as const) exceededRates.inc({ limit }, 0)
  const refusedConnections = counter(
    'taskport_http_connections_refused_total',
    'Connections closed because what came on them was no HTTP request or came too slowly, by the status that said so.',
    'status',
  )
  const cutConnections = counter(
    'taskport_http_connections_cut_total',
    'Connections cut because their answer was not read.',
  )

  return {
    requestBegan: () => {
      inFlight += 1
    },
    requestEnded: ({ method, route, status, seconds }) => {
      inFlight -= 1
      const labels = { method: knownMethods.has(method) ? method : 'other', route: route ?? 'unknown' }
      requests.add(labels.method, labels.route, status ?? 'aborted')
      durations.observe(labels, seconds)
    },
    tokenRefused: (reason) => refusedTokens.inc({ reason }),
    tokenNotJudged: (reason) => unjudgedTokens.inc({ reason }),
    rateExceeded: (limit) => exceededRates.inc({ limit }),
    connectionRefused: (status) => refusedConnections.inc({ status }),
    connectionCut: () => cutConnections.inc(),
  }
}
