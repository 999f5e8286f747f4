import type { Configuration } from './configuration/configuration.js'
import { keptSecret } from './configuration/kept-secret.js'

/** The secrets that an API goes by, the newest first. */
export interface TokenSecrets {
  /** Sign users' tokens; none: only the keys that Better Auth publishes do. */
  readonly users: readonly string[]
  /** What the keys of cursors and sync marks are made from: the newest seals, every one opens. */
  readonly cursors: readonly [newest: string, ...older: string[]]
}

/** Whether users' tokens are signed with a secret of our own, because nothing was said about them. */
export const goesByKeptSecret = ({ secrets, betterAuthUrl }: Configuration): boolean =>
  secrets.length === 0 && betterAuthUrl === null

/**
 * The secrets that are configured, and in place of those that are missing the one that is kept in the data directory.
 * @throws {ConfigurationError} when that is needed and can be neither read nor made
 */
export const tokenSecrets = async (configuration: Configuration): Promise<TokenSecrets> => {
  const { secrets, cursorSecret, dataDirectory } = configuration
  const users = goesByKeptSecret(configuration) ? [await keptSecret(dataDirectory)] : secrets
  // The users' secrets open too: whoever sets CURSOR_SECRET later keeps what clients were given before.
  const [newest, ...older] = cursorSecret === null ? secrets : [cursorSecret, ...secrets]
  return { users, cursors: newest === undefined ? [await keptSecret(dataDirectory)] : [newest, ...older] }
}
