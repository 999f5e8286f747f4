/**
 * Rejected with by a driven adapter whose storage is away or too busy: not refused, worth another try, and not stored, unless it
 * says that nobody knows.
 */
export class StorageUnavailable extends Error {
  /** In how many seconds a caller may try again; a positive integer. */
  readonly retryAfterSeconds: number
  /** Whether what was asked for may have been carried out all the same: the storage was asked, and its answer never came. */
  readonly isOutcomeUnknown: boolean

  constructor(
    message: string,
    options: {
      readonly retryAfterSeconds: number
      /** Absent: it has not been carried out, and will not be. */
      readonly isOutcomeUnknown?: boolean
      readonly cause?: unknown
    },
  ) {
    super(message, { cause: options.cause })
    this.name = 'StorageUnavailable'
    this.retryAfterSeconds = options.retryAfterSeconds
    this.isOutcomeUnknown = options.isOutcomeUnknown ?? false
  }
}
