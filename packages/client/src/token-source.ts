/** `refused` is the token that the API has just answered with 401; null when none was. */
export interface TokenRequest {
  readonly refused: string | null
}

/**
 * Where the client gets its token: asked before every request, and once more after a 401, told which token was refused. What it
 * throws fails the call with `NO_TOKEN`.
 */
export type TokenSource = (request: TokenRequest) => string | Promise<string>

/** A token is replaced so long before it expires, for clocks that differ and requests that take their time. */
const marginMs = 30_000

/** When a JWT expires, in milliseconds since 1970; 0 when it does not say so. */
const expiryOf = (token: string): number => {
  try {
    const payload: unknown = JSON.parse(
      atob((token.split('.')[1] ?? '').replaceAll('-', '+').replaceAll('_', '/')),
    )
    return typeof payload === 'object' && payload !== null && 'exp' in payload
      ? Number(payload.exp) * 1000
      : 0
  } catch {
    return 0
  }
}

/** A source that keeps its token. */
export type KeptToken = TokenSource & {
  /** For when somebody signs out or in: what was loaded before is used no more, not even when it is still on its way. */
  readonly forget: () => void
}

/**
 * Keeps what `load` gives until shortly before it expires or until it is refused, and lets calls that need one at the same time wait
 * for one load. It knows nothing of who is signed in: tell it to forget when that changes.
 */
export const keepToken = (load: () => Promise<string>): KeptToken => {
  let kept: string | null = null
  let loading: Promise<string> | null = null

  const begin = (): Promise<string> => {
    const begun = load()
      .then((token) => {
        if (loading === begun) kept = token
        return token
      })
      .finally(() => {
        if (loading === begun) loading = null
      })
    return begun
  }

  const source: TokenSource = ({ refused }) => {
    if (kept !== null && kept !== refused && expiryOf(kept) - marginMs > Date.now()) return kept
    loading ??= begin()
    return loading
  }
  const forget = () => {
    kept = null
    loading = null
  }
  return Object.assign(source, { forget })
}
