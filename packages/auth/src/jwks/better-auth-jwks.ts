/** Where a Better Auth server publishes its keys, and what it writes into the tokens that it signs with them. */
export interface BetterAuthJwks {
  readonly url: string
  readonly issuer: string
  readonly audience: string
}

/**
 * What Better Auth's `jwt` plugin does at its defaults, as 1.7.0 does it: `iss` and `aud` are the base URL's origin, whatever
 * path and slashes it has; the path, or `/api/auth` where it has none, is what its routes are under.
 * @param baseUrl an `http:` or `https:` URL, the same as Better Auth's own BETTER_AUTH_URL
 * @throws {TypeError} when it is no URL
 */
export const betterAuthJwks = (baseUrl: string): BetterAuthJwks => {
  const { origin, pathname } = new URL(baseUrl)
  const path = pathname.replace(/\/+$/, '')
  return { url: `${origin}${path === '' ? '/api/auth' : path}/jwks`, issuer: origin, audience: origin }
}
