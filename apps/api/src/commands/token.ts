import { parseArgs } from 'node:util'
import { issueToken } from '@taskport/auth'
import { limits } from '@taskport/domain'
import { readConfiguration } from '../configuration/configuration.js'
import { ConfigurationError } from '../configuration/configuration-error.js'
import { loadEnvironment } from '../configuration/environment.js'
import { tokenSecrets } from '../token-secrets.js'

const usage = `Prints a token for trying the API out, signed with the newest of BETTER_AUTH_SECRETS, with
BETTER_AUTH_SECRET or with the data directory's own secret.

  npm run token -- --sub alice [--hours 24]
`

const options = {
  sub: { type: 'string' },
  hours: { type: 'string', default: '24' },
  help: { type: 'boolean' },
} as const

const longestHours = 31 * 24

const lifetimeSeconds = (hours: string): number => {
  const seconds = /^\d{1,4}(\.\d+)?$/.test(hours) ? Math.round(Number(hours) * 3_600) : 0
  if (seconds >= 1 && seconds <= longestHours * 3_600) return seconds
  throw new RangeError(`--hours must be a number of hours, more than 0 and at most ${longestHours}.`)
}

const subject = (sub: string): string => {
  if ([...sub].length <= limits.ownerIdLength.max) return sub
  throw new RangeError(`--sub must have at most ${limits.ownerIdLength.max} characters.`)
}

const token = async (sub: string, hours: string): Promise<string> => {
  const wanted = { userId: subject(sub), lifetimeSeconds: lifetimeSeconds(hours) }
  const configuration = readConfiguration(loadEnvironment())
  const [secret] = (await tokenSecrets(configuration)).users
  if (secret === undefined) {
    throw new RangeError(
      'There is no secret to sign a token with: sign in at BETTER_AUTH_URL for one, or set BETTER_AUTH_SECRET too.',
    )
  }
  const { issuer, audience } = configuration
  return issueToken({ ...wanted, secret, issuer, audience })
}

/** Whether the person at the keyboard can put it right. */
const isTheirs = (error: unknown): error is Error =>
  error instanceof RangeError ||
  error instanceof ConfigurationError ||
  (error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS_'))

try {
  const { sub, hours, help = false } = parseArgs({ options }).values
  if (sub === undefined || help) {
    process.stderr.write(usage)
    process.exitCode = help ? 0 : 1
  } else {
    process.stdout.write(`${await token(sub, hours)}\n`)
  }
} catch (error) {
  if (!isTheirs(error)) throw error
  process.stderr.write(`${error.message}\n`)
  process.exitCode = 1
}
