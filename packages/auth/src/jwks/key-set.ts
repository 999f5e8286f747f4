import type { KeySetProblem } from './fetch-key-set.js'
import type { PublicKey } from './public-key.js'

/** The keys that were loaded last, and when to load them again. */
export interface KeySet {
  /** Those of the last load that succeeded; none before the first. */
  keys(): readonly PublicKey[]
  /** Why the last load failed; null when it did not. */
  failure(): KeySetProblem | null
  /** Waits for the first keys, and for new ones where these are too old to go on with unasked. */
  ready(): Promise<void>
  /** Loads the keys again, because one was asked for that is not there; unless that was tried a moment ago. */
  reload(): Promise<void>
}

export interface KeySetOptions {
  readonly load: () => Promise<readonly PublicKey[] | KeySetProblem>
  /** Milliseconds of a clock that never goes back. */
  readonly now: () => number
  /** Told of every load that fails. */
  readonly onFailure: (problem: KeySetProblem) => void
}

/** Between two loads, whatever is asked for: nobody makes us hammer the issuer, or wait for it again and again. */
export const RELOAD_INTERVAL_MS = 30_000

/** From then on the keys are loaded anew behind the requests, so that a key that was withdrawn is soon let go. */
export const REFRESH_AGE_MS = 10 * 60_000

/** From then on requests wait for new keys: none came by for a while, and one of these may be withdrawn. */
export const STALE_AGE_MS = 20 * 60_000

/**
 * A key set that is loaded when it is first needed. Callers share a load that is under way; keys that are there go on
 * being used when a load fails.
 */
export const refreshedKeySet = ({ load, now, onFailure }: KeySetOptions): KeySet => {
  let keys: readonly PublicKey[] = []
  let failure: KeySetProblem | null = null
  let loadedAt = Number.NEGATIVE_INFINITY
  let triedAt = Number.NEGATIVE_INFINITY
  let loading: Promise<void> | null = null

  const loadNow = async (): Promise<void> => {
    const loaded = await load()
    if (typeof loaded === 'string') {
      failure = loaded
      onFailure(loaded)
    } else {
      keys = loaded
      failure = null
      loadedAt = now()
    }
  }

  const reload = async (): Promise<void> => {
    if (loading === null) {
      if (now() - triedAt < RELOAD_INTERVAL_MS) return
      triedAt = now()
      loading = loadNow().finally(() => {
        loading = null
      })
    }
    await loading
  }

  const ready = async (): Promise<void> => {
    const age = now() - loadedAt
    if (age < REFRESH_AGE_MS) return
    const reloaded = reload()
    if (age >= STALE_AGE_MS) await reloaded
    else reloaded.catch(() => {})
  }

  return { keys: () => keys, failure: () => failure, ready, reload }
}
