import { readFileSync } from 'node:fs'
import type { ConnectionOptions } from 'node:tls'

/** Where and how to connect, read from a URL; fit to be given to pg. */
export interface ConnectionSettings {
  readonly host: string
  readonly port: number
  readonly user: string
  readonly password: string | undefined
  readonly database: string
  readonly ssl: ConnectionOptions | false
  /** Whether the login is bound to the TLS channel (SCRAM-SHA-256-PLUS). */
  readonly enableChannelBinding: boolean
  /** Server settings for the session, as libpq's `options` has them. */
  readonly options: string | undefined
}

/** Thrown for a database URL that cannot be used; the message says what to change and holds no part of the password. */
export class DatabaseUrlError extends Error {
  override readonly name = 'DatabaseUrlError'
}

const isSocket = (host: string): boolean => host.startsWith('/')

const isLocal = (host: string): boolean => isSocket(host) || /^(localhost|::1|127(\.\d{1,3}){3})$/i.test(host)

const rootCertificate = (parameters: URLSearchParams): ConnectionOptions => {
  const path = parameters.get('sslrootcert')
  if (path === null || path === 'system') return {}
  try {
    return { ca: readFileSync(path, 'utf8') }
  } catch (cause) {
    throw new DatabaseUrlError(`The database URL's sslrootcert=${path} cannot be read.`, { cause })
  }
}

/** To another machine every mode but `disable` verifies the certificate: libpq's weaker readings of `prefer` and `require` protect nobody. */
const tlsOf = (
  host: string,
  parameters: URLSearchParams,
  allowPlainText: boolean,
): ConnectionOptions | false => {
  // PostgreSQL speaks no TLS on a Unix socket; libpq ignores sslmode there as well.
  if (isSocket(host)) return false
  const mode = parameters.get('sslmode') ?? (isLocal(host) ? 'disable' : 'require')
  switch (mode) {
    case 'disable':
      if (isLocal(host) || allowPlainText) return false
      throw new DatabaseUrlError(
        `The database URL asks for no TLS to ${host}, so passwords and tasks would cross the network readable. ` +
          'Use sslmode=require, or set DB_ALLOW_PLAINTEXT=true where the network is private.',
      )
    case 'allow':
    case 'prefer':
      return isLocal(host) ? false : rootCertificate(parameters)
    case 'require':
    case 'verify-full':
      return rootCertificate(parameters)
    case 'verify-ca':
      return { ...rootCertificate(parameters), checkServerIdentity: () => undefined }
    default:
      throw new DatabaseUrlError(
        `The database URL's sslmode=${mode} is not known. Use disable, prefer, require, verify-ca or verify-full.`,
      )
  }
}

/** A name that no host has (RFC 6761). */
const noHost = 'none.invalid'

/** libpq's URLs may name a user and no host, where `?host=` names a Unix socket; to `URL` they are malformed. */
const namedHost = (url: string): string =>
  url.replace(/^(postgres(?:ql)?:\/\/[^/?#]*@)(?=[/?#]|$)/i, `$1${noHost}`)

const parseUrl = (url: string): URL => {
  try {
    const parsed = new URL(namedHost(url))
    if (parsed.protocol === 'postgres:' || parsed.protocol === 'postgresql:') return parsed
  } catch {
    // Said below, without the text, which may hold a password.
  }
  throw new DatabaseUrlError(
    'The database URL must look like postgresql://user:password@host:5432/database, ' +
      'special characters of the password written as %40 (@), %2F (/), %3A (:), %3F (?), %23 (#).',
  )
}

const decode = (text: string): string => {
  try {
    return decodeURIComponent(text)
  } catch (cause) {
    throw new DatabaseUrlError('A % in the database URL (often in the password) must be written %25.', {
      cause,
    })
  }
}

const hostOf = ({ hostname, searchParams }: URL): string => {
  const host = searchParams.get('host') ?? decode(hostname)
  if (host === '' || host === noHost) throw new DatabaseUrlError('The database URL names no host.')
  return host.replace(/^\[|\]$/g, '')
}

const portOf = ({ port, searchParams }: URL): number => {
  const text = port || searchParams.get('port') || '5432'
  const number = /^\d{1,5}$/.test(text) ? Number(text) : 0
  if (number >= 1 && number <= 65_535) return number
  throw new DatabaseUrlError(`The database URL's port=${text} is not a number from 1 to 65535.`)
}

/**
 * Reads a `postgres://` URL as libpq, Neon and the poolers write it; a Unix socket's directory is its `host`. Parameters that do not concern us are ignored.
 * `allowPlainText` accepts `sslmode=disable` to another machine.
 * @throws {DatabaseUrlError}
 */
export const connectionSettings = (
  url: string,
  { allowPlainText = false }: { readonly allowPlainText?: boolean | undefined } = {},
): ConnectionSettings => {
  const parsed = parseUrl(url)
  const { username, password, pathname, searchParams } = parsed
  const host = hostOf(parsed)
  const user = decode(username) || searchParams.get('user')
  if (!user) throw new DatabaseUrlError('The database URL names no user.')
  return {
    host,
    port: portOf(parsed),
    user,
    password: decode(password) || (searchParams.get('password') ?? undefined),
    database: decode(pathname.slice(1)) || user,
    ssl: tlsOf(host, searchParams, allowPlainText),
    enableChannelBinding: searchParams.get('channel_binding') !== 'disable',
    options: searchParams.get('options') ?? undefined,
  }
}

/**
 * The same database without Neon's pooler, for what needs a session of its own (migrations); any other host as it is.
 * Source: Neon's naming, `ep-name-123-pooler.region.aws.neon.tech` beside `ep-name-123.region.aws.neon.tech`.
 */
export const withoutPooler = (settings: ConnectionSettings): ConnectionSettings => ({
  ...settings,
  host: settings.host.replace(/^([^.]+)-pooler(\..*\.neon\.tech)$/, '$1$2'),
})
