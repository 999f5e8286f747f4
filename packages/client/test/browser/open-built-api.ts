import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

const entry = fileURLToPath(new URL('../../../../apps/api/dist/main.js', import.meta.url))

export interface BuiltApi extends AsyncDisposable {
  /** Like `http://127.0.0.1:41234`. */
  readonly url: string
}

/** The API as its users start it, with a PostgreSQL of its own. @throws when it has not been built, or does not start */
export const openBuiltApi = async (environment: Readonly<Record<string, string>>): Promise<BuiltApi> => {
  if (!existsSync(entry)) throw new Error(`${entry} is missing: run \`npm run build\` first`)
  const directory = await mkdtemp(join(tmpdir(), 'taskport-browser-'))
  const child = spawn(process.execPath, [entry], {
    cwd: directory,
    env: { PATH: process.env.PATH, PORT: '0', ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = once(child, 'close')
  const dispose = async () => {
    child.kill()
    await ended
    await rm(directory, { recursive: true, force: true })
  }
  const lines: string[] = []
  for await (const line of createInterface(child.stdout)) {
    lines.push(line)
    const [, url] = /Server listening at (http:\/\/[\d.:]+)/.exec(line) ?? []
    if (url === undefined) continue
    // Its pipe stays empty, so that it is never held up by its log.
    child.stdout.resume()
    return { url, [Symbol.asyncDispose]: dispose }
  }
  await dispose()
  throw new Error(`The API did not start.\n${lines.join('\n')}`)
}
