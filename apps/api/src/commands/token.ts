import { parseArgs } from 'node:util'
import { issueToken } from '@taskport/auth'
import { readConfiguration } from '../configuration/configuration.js'
import { loadEnvironment } from '../configuration/environment.js'
import { keptSecret } from '../configuration/kept-secret.js'

const usage = `Prints a token for trying the API out, signed with BETTER_AUTH_SECRET or the data directory's own secret.

  npm run token -- --sub alice [--hours 24]
`

const { values } = parseArgs({
  options: { sub: { type: 'string' }, hours: { type: 'string', default: '24' }, help: { type: 'boolean' } },
})

if (values.sub === undefined || values.help) {
  process.stderr.write(usage)
  process.exitCode = values.help ? 0 : 1
} else {
  const { secret, dataDirectory, issuer, audience } = readConfiguration(loadEnvironment())
  const token = issueToken({
    secret: secret ?? (await keptSecret(dataDirectory)),
    userId: values.sub,
    lifetimeSeconds: Number(values.hours) * 3_600,
    ...(issuer === undefined ? {} : { issuer }),
    ...(audience === undefined ? {} : { audience }),
  })
  process.stdout.write(`${token}\n`)
}
