/** How a request ended, by what there are few of: nothing in it comes from the caller. */
export interface EndedRequest {
  readonly method: string
  /** The router's pattern, like `/api/tasks/:id`; null where no route was found. */
  readonly route: string | null
  /** Null: its client went away, or was cut off, before the whole answer was out. */
  readonly status: number | null
  /** Since its headers were here. */
  readonly seconds: number
}

/**
 * The port by which this adapter tells what there is to count. It is told as things happen, so it must be quick, and it must not
 * throw.
 */
export interface HttpMeter {
  requestBegan(): void
  /** Once for each request that began. */
  requestEnded(request: EndedRequest): void
  /** The reason is one of the authenticator's own, or of this adapter's: never what was sent. */
  tokenRefused(reason: string): void
  /** The keys to judge a token by could not be had. */
  tokenNotJudged(reason: string): void
  rateExceeded(limit: 'address' | 'user'): void
  /** What came on a connection was no HTTP request, or came too slowly; the status that says so. */
  connectionRefused(status: number): void
  /** A client that did not read its answer was cut off. */
  connectionCut(): void
}

const ignore = (): void => {}

/** Counts nothing. */
export const noHttpMeter: HttpMeter = {
  requestBegan: ignore,
  requestEnded: ignore,
  tokenRefused: ignore,
  tokenNotJudged: ignore,
  rateExceeded: ignore,
  connectionRefused: ignore,
  connectionCut: ignore,
}
