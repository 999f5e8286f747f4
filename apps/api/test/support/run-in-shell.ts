import { execFile } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { makeDirectory } from './directory.js'

const standIn = fileURLToPath(new URL('./curl-stand-in.ts', import.meta.url))

const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`

/**
 * Runs a line as a person would who has copied it into a new terminal, with a curl that prints the status before the body.
 * Answers its standard output. @throws {Error} when it fails
 */
export const runInShell = async (line: string): Promise<string> => {
  await using directory = await makeDirectory()
  const curl = `#!/bin/sh\nexec ${quoted(process.execPath)} ${quoted(standIn)} "$@"\n`
  await writeFile(join(directory.path, 'curl'), curl, { mode: 0o755 })
  const { stdout } = await promisify(execFile)('bash', ['-c', line], {
    cwd: directory.path,
    env: { PATH: `${directory.path}${delimiter}${process.env.PATH}`, HOME: directory.path },
  })
  return stdout
}
