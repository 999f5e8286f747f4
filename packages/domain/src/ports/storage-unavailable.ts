/** Rejected with by a driven adapter whose storage is away or too busy: not refused, not stored, worth another try. */
export class StorageUnavailable extends Error {
  /** In how many seconds a caller may try again; a positive integer. */
  readonly retryAfterSeconds: number

  constructor(message: string, options: { readonly retryAfterSeconds: number; readonly cause?: unknown }) {
    super(message, { cause: options.cause })
    this.name = 'StorageUnavailable'
    this.retryAfterSeconds = options.retryAfterSeconds
  }
}
