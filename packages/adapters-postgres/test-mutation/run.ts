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

/** `node … run.ts` tries all mutants, `run.ts sql` and `run.ts typescript` half of them each. */
const [half] = process.argv.slice(2)
if (half !== undefined && half !== 'sql' && half !== 'typescript')
  throw new Error(`No mutants of ${half} here`)

const { environments, stop } = await startTestServers(2)
try {
  if (half !== 'typescript') {
    const { isGood, lines } = await sqlVerdict(environments)
    console.log(lines.join('\n'))
    if (!isGood) process.exitCode = 1
  }
  if (half !== 'sql' && !(await stryker(environments[0] ?? {}))) process.exitCode = 1
} finally {
  await stop()
}
