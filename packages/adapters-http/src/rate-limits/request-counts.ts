/** How often a caller has asked in the present window of time, this time included, and in how many milliseconds it ends. */
export interface RequestCount {
  readonly count: number
  readonly remainingMs: number
}

/** The port by which several instances count as one. */
export interface RequestCounts {
  /** Counts one more for a caller, in a window that begins with its first request. Rejects when it cannot be counted. */
  add(key: string, windowMs: number): Promise<RequestCount>
}
