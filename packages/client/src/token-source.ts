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

/**
 * Keeps what `load` gives until shortly before it expires or until it is refused, and lets calls that need one at the same time wait
 * for one load. It knows nothing of who is signed in: make another when that changes.
 */
export const keepToken = (load: () => Promise<string>): TokenSource => {
  let kept: string | null = null
  let loading: Promise<string> | null = null
  return ({ refused }) => {
    if (kept !== null && kept !== refused && expiryOf(kept) - marginMs > Date.now()) return kept
    loading ??= load()
      .then((token) => {
        kept = token
        return token
      })
      .finally(() => {
        loading = null
      })
    return loading
  }
}
