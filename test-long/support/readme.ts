import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type ShellOptions, shell } from './shell.js'

/** One command of the README with the answers shown below it; none where it shows none. */
export interface Example {
  readonly command: string
  readonly answers: readonly unknown[]
}

const block = /```(sh|json)\n([\s\S]*?)```/g

/** The commands of one section, in order. */
export const readmeExamples = async (clone: string, section: string): Promise<Example[]> => {
  const readme = await readFile(join(clone, 'README.md'), 'utf8')
  const text = readme.split(/^## /m).find((part) => part.startsWith(`${section}\n`))
  if (text === undefined) throw new Error(`The README has no section "${section}"`)
  const examples: { command: string; answers: unknown[] }[] = []
  for (const [, language, content = ''] of text.matchAll(block)) {
    if (language === 'sh') examples.push({ command: content.trim(), answers: [] })
    else
      examples.at(-1)?.answers.push(
        ...content
          .trim()
          .split('\n')
          .map((line): unknown => JSON.parse(line)),
      )
  }
  return examples
}

const endOfExample = 'end of example'

/**
 * Runs the commands in one shell, so that a later one has the variables of an earlier, against an API at another address than
 * the README's, and answers what each printed.
 */
export const runExamples = async (
  examples: readonly Example[],
  address: string,
  options: ShellOptions,
): Promise<unknown[][]> => {
  const script = examples
    .map(({ command }) => `${command}\necho '${endOfExample}'`)
    .join('\n')
    .replaceAll('http://127.0.0.1:8000', address)
    // What is answered has no line end of its own.
    .replace(/(\/api\/\S*)$/gm, '$1; echo')
  const printed = (await shell(script, options)).split(`${endOfExample}\n`).slice(0, -1)
  return printed.map((lines) =>
    lines
      .split('\n')
      .filter((line) => line !== '')
      .map((line): unknown => JSON.parse(line)),
  )
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null

const masks: Readonly<Record<string, string>> = { requestId: '<request id>', since: '<mark>' }

/** Blanks what differs from run to run: instants, ids that the server makes, request ids, sync marks. */
export const masked = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(masked)
  if (isObject(value))
    return Object.fromEntries(
      Object.entries(value).map(([name, item]) => [name, masks[name] ?? masked(item)]),
    )
  if (typeof value !== 'string') return value
  return value
    .replace(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/, '<instant>')
    .replace(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$/, '<made id>')
}
