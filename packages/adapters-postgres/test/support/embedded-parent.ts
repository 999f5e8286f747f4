import { startEmbeddedPostgres } from '../../src/embedded/index.js'
import { keptLog } from './embedded-log.js'

// Started by embedded-workplace.ts: starts a server in the directory of the first argument, under the umask of the
// second, says how that went in one line of JSON, and lives until it is killed.
const [, , directory = '', umask = '022'] = process.argv
process.umask(Number.parseInt(umask, 8))
try {
  const { url } = await startEmbeddedPostgres({ directory, log: keptLog(), settings: { fsync: 'off' } })
  console.log(JSON.stringify({ url }))
} catch (error) {
  const { name, message } = error instanceof Error ? error : new Error(String(error))
  console.log(JSON.stringify({ error: name, message }))
}
