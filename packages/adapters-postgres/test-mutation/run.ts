import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { sqlVerdict } from './sql-verdict.js'
import { startTestServers } from './test-servers.js'

/** Stryker on what is TypeScript here; its tests find a server in their environment. */
const stryker = async (env: Readonly<Record<string, string>>): Promise<boolean> => {
  const child = spawn('stryker', ['run'], { env: { ...process.env, ...env }, stdio: 'inherit' })
  const [code] = await once(child, 'close')
  return code === 0
}

const { environments, stop } = await startTestServers(2)
try {
  const { isGood, lines } = await sqlVerdict(environments)
  console.log(lines.join('\n'))
  const isTypeScriptGood = await stryker(environments[0] ?? {})
  process.exitCode = isGood && isTypeScriptGood ? 0 : 1
} finally {
  await stop()
}
