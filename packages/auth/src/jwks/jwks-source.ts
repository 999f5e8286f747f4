import type { IssuerRules } from '../claims.js'
import type { TokenHeader } from '../header.js'
import type { KeySource } from '../key-source.js'
import { fetchKeySet, type KeySetProblem } from './fetch-key-set.js'
import { refreshedKeySet } from './key-set.js'
import { PUBLIC_KEY_ALGORITHMS, type PublicKey, readPublicKey } from './public-key.js'

export interface JwksSourceOptions extends IssuerRules {
  /** Where the issuer publishes its keys. The only address that is ever fetched, whatever a token holds. */
  readonly url: string | URL
  /** Has to heed `signal`; the global one when left out. */
  readonly fetch?: typeof globalThis.fetch | undefined
  /** Milliseconds from any start, never going back: it measures how old the keys are; `performance.now` when left out. */
  readonly now?: (() => number) | undefined
  /** How long one fetch may take, to its last byte; 3,000 when left out. */
  readonly timeoutMs?: number | undefined
  /** Told of every fetch that fails, also when keys from before go on being used. */
  readonly onFailure?: ((problem: KeySetProblem) => void) | undefined
}

/**
 * The keys that an issuer publishes (RFC 7517), for EdDSA, ES256, RS256 and PS256; nothing is fetched before a token
 * needs it. They are fetched again when they are ten minutes old, and when a token names one that is not there; at
 * most once in 30 seconds, whatever arrives. Keys from before go on being used when a fetch fails.
 * @throws {TypeError} when `url` is none
 */
export const jwksSource = ({
  url,
  issuer,
  audience,
  fetch = globalThis.fetch,
  now = () => performance.now(),
  timeoutMs = 3_000,
  onFailure = () => {},
}: JwksSourceOptions): KeySource => {
  const request = { url: new URL(url), fetch, timeoutMs }
  const keySet = refreshedKeySet({
    load: async () => {
      const members = await fetchKeySet(request)
      if (typeof members === 'string') return members
      const keys = await Promise.all(members.map(readPublicKey))
      return keys.filter((key) => key !== null)
    },
    now,
    onFailure,
  })
  return {
    algorithms: PUBLIC_KEY_ALGORITHMS,
    issuer,
    audience,
    find: async (header) => {
      await keySet.ready()
      const known = keyFor(keySet.keys(), header)
      if (known !== null) return known
      await keySet.reload()
      const key = keyFor(keySet.keys(), header)
      const failure = keySet.failure()
      // Keys that could not be looked at may be new ones, and this one among them.
      return key ?? (failure === null ? null : { unavailable: failure })
    },
  }
}

/**
 * The one key that a header can mean. Two of one name and algorithm, or without a name two of one algorithm, are none:
 * which of them it is would be for the token to choose.
 */
const keyFor = (keys: readonly PublicKey[], { algorithm, keyId }: TokenHeader): PublicKey | null => {
  const named = keyId === null ? keys : keys.filter((key) => key.keyId === keyId)
  const [key, ...others] = named.filter((one) => one.algorithm === algorithm)
  if (key !== undefined) return others.length === 0 ? key : null
  // A key by that name for another algorithm: fetching the set again would not change that.
  return (keyId === null ? undefined : named[0]) ?? null
}
