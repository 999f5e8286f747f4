import { once } from 'node:events'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { onReasonToStop } from './reasons-to-stop.js'
import { readSettings, SettingsError } from './settings.js'
import { start } from './start.js'

const stopLimitMs = 3_000
const pageDirectory = dirname(fileURLToPath(import.meta.resolve('@taskport/web/page/index.html')))

const said = (error: unknown): string =>
  error instanceof SettingsError
    ? error.problems.join('\n')
    : error instanceof Error
      ? error.message
      : `${error}`

const asked = new AbortController()
onReasonToStop(() => asked.abort())
try {
  const settings = readSettings(process.env)
  const server = await start(settings, pageDirectory)
  process.stdout.write(`The page is at ${settings.baseUrl}\n`)
  if (!asked.signal.aborted) await once(asked.signal, 'abort')
  await server.stop(stopLimitMs)
} catch (error) {
  process.stderr.write(`The web server could not start: ${said(error)}\n`)
  process.exitCode = 1
}
