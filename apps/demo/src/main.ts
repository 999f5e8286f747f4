import { once } from 'node:events'
import { readDemoSettings } from './settings.js'
import { type Demo, startDemo } from './start.js'

/** One Ctrl-C may arrive twice: from the terminal, and passed on by npm. */
const sameSignalMs = 500

const greeting = ({ pageUrl, apiUrl, directory }: Demo): string => `
  Taskport is at        ${pageUrl}
  Its API answers at    ${apiUrl}/docs
  The data is in        ${directory}

  Sign up with any e-mail address: nothing is sent. Ctrl-C stops everything.

`

const askedToStop = (): AbortSignal => {
  const asked = new AbortController()
  let since = Number.POSITIVE_INFINITY
  const ask = () => {
    if (performance.now() - since > sameSignalMs) process.exit(1)
    since = Math.min(since, performance.now())
    asked.abort()
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, ask)
  return asked.signal
}

const asked = askedToStop()
process.stdout.write('\n  Starting the database, the API, Better Auth and the page …\n')
try {
  const demo = await startDemo(readDemoSettings(process.env))
  process.stdout.write(greeting(demo))
  const stopped = asked.aborted ? Promise.resolve() : once(asked, 'abort').then(() => {})
  const isBroken = await Promise.race([stopped.then(() => false), demo.broken.then(() => true)])
  process.stdout.write(
    isBroken ? '\n  A part has ended by itself; stopping the others …\n' : '\n  Stopping …\n',
  )
  await demo.stop()
  if (isBroken) process.exitCode = 1
} catch (error) {
  process.stderr.write(`\n  ${error instanceof Error ? error.message : error}\n\n`)
  process.exitCode = 1
}
