/** All that can be set, read once at the start. */
export interface Settings {
  readonly host: string
  readonly port: number
  /** Of the database that the API has too; Better Auth keeps its tables in a schema of its own. */
  readonly databaseUrl: string
  /** Where this server is reached from outside, without a slash at the end: the issuer of the tokens. */
  readonly baseUrl: string
  /** Where the page finds the task API: an origin. */
  readonly apiUrl: string
  /** Signs session cookies and seals the private keys. */
  readonly secret: string
}

/** What is wrong with the environment, one sentence each. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError'

  constructor(readonly problems: readonly string[]) {
    super(problems.join(' '))
  }
}

const shortestSecret = 32

const originOf = (text: string): string | null => {
  const url = URL.canParse(text) ? new URL(text) : null
  return url !== null && /^https?:$/.test(url.protocol) && url.pathname === '/' ? url.origin : null
}

const parsePort = (text: string): number | null => {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN
  return port <= 65_535 ? port : null
}

/** @throws {SettingsError} naming everything that is wrong */
export const readSettings = (environment: Readonly<Record<string, string | undefined>>): Settings => {
  const problems: string[] = []
  const problem = (sentence: string): null => {
    problems.push(sentence)
    return null
  }
  const origin = (name: string, fallback: string): string | null =>
    originOf(environment[name] ?? fallback) ??
    problem(`${name} must be an origin like https://app.example.com, without a path.`)

  const host = environment.HOST ?? (environment.NODE_ENV === 'production' ? '0.0.0.0' : '127.0.0.1')
  const port = parsePort(environment.PORT ?? '3000') ?? problem('PORT must be a port number.')
  const baseUrl = origin('BETTER_AUTH_URL', `http://127.0.0.1:${port ?? 3000}`)
  const apiUrl = origin('TASKPORT_API_URL', 'http://127.0.0.1:8000')
  const databaseUrl =
    environment.NEON_DB_URL ?? problem('NEON_DB_URL must be the URL of the PostgreSQL database.')
  const secret = environment.BETTER_AUTH_SECRET ?? ''
  if (secret.length < shortestSecret) {
    problem(`BETTER_AUTH_SECRET must have at least ${shortestSecret} characters, chosen at random.`)
  }
  if (port === null || baseUrl === null || apiUrl === null || databaseUrl === null || problems.length > 0) {
    throw new SettingsError(problems)
  }
  return { host, port, databaseUrl, baseUrl, apiUrl, secret }
}
