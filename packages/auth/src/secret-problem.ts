/** HS256 needs a key at least as long as its hash (RFC 7518, 3.2). */
const MIN_SECRET_BYTES = 32

/** What Better Auth signs with when nobody has set a secret; anyone can read it in its source. */
const PUBLISHED_DEFAULT = 'better-auth-secret-12345678901234567890'

const HOW_TO_MAKE_ONE =
  'Set one made with "openssl rand -base64 32", the same as on the server that issues the tokens.'

/**
 * Why a secret (counted in bytes of UTF-8) is unfit to sign tokens, as sentences for the operator that do not
 * show the secret. Null when it is fit.
 */
export const secretProblem = (secret: string): string | null => {
  if (secret === PUBLISHED_DEFAULT) {
    return `The secret is Better Auth's published default, so anyone can sign a token with it. ${HOW_TO_MAKE_ONE}`
  }
  const bytes = Buffer.byteLength(secret, 'utf8')
  if (bytes < MIN_SECRET_BYTES) {
    return `The secret has ${bytes} bytes; HS256 needs at least ${MIN_SECRET_BYTES}. ${HOW_TO_MAKE_ONE}`
  }
  return null
}
