import type { AsyncLocalStorage } from 'node:async_hooks'
import { type Context, ROOT_CONTEXT, SpanKind, SpanStatusCode, type Tracer, trace } from '@opentelemetry/api'
import { W3CTraceContextPropagator } from '@opentelemetry/core'
import { isRoutine, type RequestTracer, type TracedRequest } from '@taskport/adapters-http'
import { knownMethods } from '../known-methods.js'

const propagator = new W3CTraceContextPropagator()

const headerGetter = {
  get: (headers: TracedRequest['headers'], name: string) => headers[name],
  keys: (headers: TracedRequest['headers']) => Object.keys(headers),
}

/** A span for each request, named by its route, within the caller's own trace where the `traceparent` header names one (W3C Trace Context). */
export const requestTracer =
  (tracer: Tracer, contexts: AsyncLocalStorage<Context>): RequestTracer =>
  ({ requestId, method, route, headers }) => {
    if (isRoutine(route)) return null
    const known = knownMethods.has(method) ? method : 'HTTP'
    const span = tracer.startSpan(
      route === null ? known : `${known} ${route}`,
      {
        kind: SpanKind.SERVER,
        attributes: {
          'http.request.method': known === 'HTTP' ? '_OTHER' : method,
          ...(route === null ? {} : { 'http.route': route }),
          'taskport.request.id': requestId,
        },
      },
      propagator.extract(ROOT_CONTEXT, headers, headerGetter),
    )
    const context = trace.setSpan(ROOT_CONTEXT, span)
    return {
      traceId: span.spanContext().traceId,
      within: (work) => contexts.run(context, work),
      ended: ({ status, user }) => {
        if (status === null) span.setAttribute('error.type', 'aborted')
        else span.setAttribute('http.response.status_code', status)
        if (user !== null) span.setAttribute('user.hash', user)
        if (status !== null && status >= 500) {
          span.setAttribute('error.type', String(status)).setStatus({ code: SpanStatusCode.ERROR })
        }
        span.end()
      },
    }
  }
