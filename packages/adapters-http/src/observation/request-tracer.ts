/** A request whose headers are here. */
export interface TracedRequest {
  readonly requestId: string
  readonly method: string
  /** The router's pattern, like `/api/tasks/:id`; null where no route was found. */
  readonly route: string | null
  /** As they were sent, names in lower case: the caller's own trace may be named there. */
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
}

/** One request in a trace. */
export interface RequestTrace {
  /** By which the log's line is found from the trace, and the trace from the line. */
  readonly traceId: string
  /** Calls `work` once, at once, so that what it asks of others, now and later, is part of this trace. */
  within(work: () => void): void
  /** `status` null: not answered, as the client went away or was cut off. `user`: the log's hash of who asked; null: nobody. */
  ended(end: { readonly status: number | null; readonly user: string | null }): void
}

/** The port by which this adapter lets requests be traced; null for a request that is not. It must not throw. */
export type RequestTracer = (request: TracedRequest) => RequestTrace | null
