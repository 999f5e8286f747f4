import { encodePart, type TokenForge, tokenForge } from '@taskport/auth/testing'

/** The secret that every test's authenticator is given, unless it says otherwise. */
export const SECRET = 'a shared secret for the tests, long enough'

/** The time by every test's clock, in seconds since the epoch. */
export const NOW = 1_800_000_000

/** Whose tokens are forged here: ada's, to be judged at `NOW` by who has `SECRET`. */
export const target = { secret: SECRET, userId: 'ada', now: NOW }

const forge: TokenForge = tokenForge(target)

export const CLAIMS = { sub: forge.claims.sub, iat: forge.claims.iat, exp: forge.claims.exp }
export const { token: rawToken, withClaims: tokenWithClaims, withHeader: tokenWithHeader } = forge
export { encodePart }
