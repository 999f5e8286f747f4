import { secretProblem } from '@taskport/auth'
import { betterAuthUrlProblem } from './better-auth-url.js'
import type { EnvironmentReader } from './environment-reader.js'

/** What says whose a token is, and what signs the texts that clients are given to come back with. */
export interface TokenSettings {
  /** Shared with Better Auth, the newest first. None: see `betterAuthUrl`. */
  readonly secrets: readonly string[]
  /** Whose published keys are accepted beside them. Null, and no secret: a secret of our own, kept in the data directory. */
  readonly betterAuthUrl: string | null
  /** What cursors and sync marks are signed with. Null: the newest of the secrets, or the one of our own. */
  readonly cursorSecret: string | null
  /** What the tokens of the secrets must have for `iss`; undefined: anything. */
  readonly issuer: string | undefined
  /** What the tokens of the secrets must have for `aud`; undefined: anything. */
  readonly audience: string | undefined
}

interface Circumstances {
  readonly isProduction: boolean
  readonly hasDatabaseUrl: boolean
}

const minSecretBytes = 32

/** Better Auth writes its list as `2:newest,1:older`; the numbers are its own business. */
const withoutVersion = (entry: string): string => entry.replace(/^\d+:\s*/, '')

const readSecrets = (reader: EnvironmentReader): readonly string[] => {
  const listed = reader.list('BETTER_AUTH_SECRETS').map(withoutVersion)
  for (const [index, secret] of listed.entries()) {
    const problem = secretProblem(secret)
    if (problem !== null) reader.problem(`BETTER_AUTH_SECRETS, number ${index + 1}: ${problem}`)
  }
  const single = reader.text('BETTER_AUTH_SECRET')
  const problem = single === undefined ? null : secretProblem(single)
  if (problem !== null) reader.problem(`BETTER_AUTH_SECRET: ${problem}`)
  // In this order, as Better Auth too signs with the first of the list where there is one.
  return [...new Set(single === undefined ? listed : [...listed, single])]
}

const readBetterAuthUrl = (reader: EnvironmentReader): string | null => {
  const allowPlainText = reader.choice('BETTER_AUTH_ALLOW_PLAINTEXT', ['true', 'false'], 'false') === 'true'
  const url = reader.text('BETTER_AUTH_URL')
  if (url === undefined) return null
  const problem = betterAuthUrlProblem(url, { allowPlainText })
  if (problem !== null) reader.problem(`BETTER_AUTH_URL ${problem}`)
  return url
}

const readCursorSecret = (reader: EnvironmentReader): string | null => {
  const secret = reader.text('CURSOR_SECRET')
  if (secret === undefined) return null
  if (Buffer.byteLength(secret) < minSecretBytes) {
    reader.problem(
      `CURSOR_SECRET must have at least ${minSecretBytes} bytes: make one with "openssl rand -base64 32".`,
    )
  }
  return secret
}

/** Notes what is wrong with the variables, and which of them is missing. */
export const readTokenSettings = (
  reader: EnvironmentReader,
  { isProduction, hasDatabaseUrl }: Circumstances,
): TokenSettings => {
  const secrets = readSecrets(reader)
  const betterAuthUrl = readBetterAuthUrl(reader)
  const cursorSecret = readCursorSecret(reader)
  if (secrets.length === 0 && betterAuthUrl === null && (isProduction || hasDatabaseUrl)) {
    reader.problem(
      'BETTER_AUTH_SECRET must be set to the secret of your Better Auth server, or BETTER_AUTH_URL to its address; in production, and with NEON_DB_URL, no secret is made up.',
    )
  }
  if (secrets.length === 0 && betterAuthUrl !== null && cursorSecret === null && hasDatabaseUrl) {
    reader.problem(
      'CURSOR_SECRET must be set, as NEON_DB_URL and BETTER_AUTH_URL are and no BETTER_AUTH_SECRET is: it signs what clients page and sync with, the same for all instances. Make one with "openssl rand -base64 32".',
    )
  }
  return {
    secrets,
    betterAuthUrl,
    cursorSecret,
    issuer: reader.text('JWT_ISSUER'),
    audience: reader.text('JWT_AUDIENCE'),
  }
}
