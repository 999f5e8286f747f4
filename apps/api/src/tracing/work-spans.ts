import type { AsyncLocalStorage } from 'node:async_hooks'
import { type Context, type Span, SpanKind, SpanStatusCode, type Tracer } from '@opentelemetry/api'
import type { WorkTracer } from '@taskport/adapters-postgres'
import { statementSummary } from './statement-summary.js'

/** The kind of an error, and PostgreSQL's code for it where there is one: never its message, which may hold what a user wrote. */
const fail = (span: Span, error: unknown): void => {
  span.setStatus({ code: SpanStatusCode.ERROR })
  span.setAttribute('error.type', error instanceof Error ? error.name : typeof error)
  for (let link = error; link instanceof Error; link = link.cause) {
    if (!('code' in link) || typeof link.code !== 'string') continue
    span.setAttribute('db.response.status_code', link.code)
    return
  }
}

/** Spans for the wait for a place and a connection, and for each statement; only for work that a traced request has brought. */
export const workTracer =
  (tracer: Tracer, contexts: AsyncLocalStorage<Context>): WorkTracer =>
  () => {
    const parent = contexts.getStore()
    if (parent === undefined) return null
    const wait = tracer.startSpan('wait for the database', { kind: SpanKind.INTERNAL }, parent)
    let isWaiting = true
    const endWait = () => {
      isWaiting = false
      wait.end()
    }
    return {
      admitted: endWait,
      ended: (error) => {
        if (!isWaiting) return
        if (error !== null) fail(wait, error)
        endWait()
      },
      statement: (text) => {
        const { summary, operation } = statementSummary(text)
        const span = tracer.startSpan(
          summary,
          {
            kind: SpanKind.CLIENT,
            attributes: {
              'db.system.name': 'postgresql',
              'db.operation.name': operation,
              'db.query.summary': summary,
            },
          },
          parent,
        )
        return (error) => {
          if (error !== null) fail(span, error)
          span.end()
        }
      },
    }
  }
